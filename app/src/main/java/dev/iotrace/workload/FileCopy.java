package dev.iotrace.workload;

import dev.iotrace.event.Syscall;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Mman;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.Sendfile;
import dev.iotrace.syscall.Unistd;

/// `sendfile` and `copy_file_range`: from another file, which has the content already.
final class FileCopy implements WriteCall {
  private final Syscall call;
  private final FileDescriptor source;
  private final FilePosition position = new FilePosition();

  private FileCopy(Syscall call, FileDescriptor source) {
    this.call = call;
    this.source = source;
  }

  /// From a file in memory.
  static FileCopy bySendfile(NativeBuffer content) throws ErrnoException {
    return new FileCopy(Syscall.SENDFILE, filled(Mman.memfdCreate("iotrace-source"), content));
  }

  /// From a nameless file in the same directory: between file systems the call does not work
  /// (EXDEV, Linux 5.19).
  static FileCopy byCopyFileRange(NativeBuffer content, WorkloadDirectory directory)
      throws ErrnoException {
    FileDescriptor source = filled(directory.createNameless(0), content);
    return new FileCopy(Syscall.COPY_FILE_RANGE, source);
  }

  private static FileDescriptor filled(FileDescriptor source, NativeBuffer content)
      throws ErrnoException {
    try (content) {
      Unistd.writeFully(source, content);
      return source;
    } catch (ErrnoException e) {
      source.close();
      throw e;
    }
  }

  @Override
  public void attach(FileDescriptor file) {
    position.reset();
  }

  @Override
  public void ready(FileDescriptor file, long offset) throws ErrnoException {
    if (call == Syscall.SENDFILE) {
      position.moveTo(file, offset);
    }
  }

  @Override
  public long write(FileDescriptor file, long from, long count, long offset) throws ErrnoException {
    return call == Syscall.SENDFILE
        ? position.advance(Sendfile.sendfile(file, source, from, count))
        : Unistd.copyFileRange(source, from, file, offset, count);
  }

  @Override
  public void close() throws ErrnoException {
    source.close();
  }
}
