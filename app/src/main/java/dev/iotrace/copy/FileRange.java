package dev.iotrace.copy;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Unistd;

/// `copy_file_range`: the file system may share blocks; one that cannot gets what `sendfile` does
/// (`vfs_copy_file_range`, fs/read_write.c).
final class FileRange implements Mover {
  private final Source source;
  private final Destination destination;
  private boolean works;

  FileRange(Source source, Destination destination) {
    this.source = source;
    this.destination = destination;
  }

  @Override
  public long move(long offset, long count) throws ErrnoException {
    try {
      long copied = Unistd.copyFileRange(source.file(), offset, destination.file(), offset, count);
      works = true;
      return copied;
    } catch (ErrnoException e) {
      if (!works && cannot(e.errno())) {
        throw CopyRefused.cannot(
            Strategy.COPY_FILE_RANGE,
            "between these two files the kernel cannot (" + Errno.name(e.errno()) + ")");
      }
      throw e;
    }
  }

  private static boolean cannot(int errno) {
    return errno == Errno.EXDEV || errno == Errno.EINVAL || errno == Errno.EOPNOTSUPP;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
