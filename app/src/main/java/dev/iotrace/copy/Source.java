package dev.iotrace.copy;

import static dev.iotrace.syscall.OpenFlags.O_DIRECT;
import static dev.iotrace.syscall.OpenFlags.O_NONBLOCK;
import static dev.iotrace.syscall.OpenFlags.O_RDONLY;

import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import java.nio.file.Path;
import java.util.Optional;

/// The file that is copied: as long as it was when it was opened. What is added later is not
/// copied.
record Source(Path path, FileDescriptor file, Statx stat) implements AutoCloseable {
  /// Opens it, links followed.
  ///
  /// @throws CopyRefused when it is not there, or no regular file
  static Source open(Path path, Strategy strategy) throws ErrnoException {
    FileDescriptor file = open(path);
    try {
      Statx stat = Stat.of(file);
      if (!stat.isRegularFile()) {
        throw CopyRefused.usage(
            "cannot copy " + path,
            stat.isDirectory() ? "it is a directory" : "it is no regular file",
            "name a regular file");
      }
      if (strategy == Strategy.DIRECT) {
        askForDirect(file);
      }
      return new Source(path, file, stat);
    } catch (ErrnoException | CopyRefused e) {
      file.close();
      throw e;
    }
  }

  /// With `O_NONBLOCK`: the opening of a FIFO shall not wait for a writer.
  private static FileDescriptor open(Path path) {
    try {
      return Fcntl.open(path, O_RDONLY | O_NONBLOCK);
    } catch (ErrnoException e) {
      throw CopyRefused.source(path, e);
    }
  }

  /// Turns `O_DIRECT` on.
  ///
  /// @throws CopyRefused where the file does not do that
  static void askForDirect(FileDescriptor file) throws ErrnoException {
    try {
      Fcntl.setFlags(file, O_DIRECT);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EINVAL) {
        throw CopyRefused.cannot(Strategy.DIRECT, "no direct I/O on the file system of " + file);
      }
      throw e;
    }
    if (Stat.of(file).directIo().equals(Optional.of(DirectIo.NONE))) {
      throw CopyRefused.cannot(Strategy.DIRECT, "no direct I/O with the file " + file);
    }
  }

  /// Its length when it was opened.
  long bytes() {
    return stat.bytes();
  }

  /// Its length now, when that is less.
  long bytesLeft() throws ErrnoException {
    return Math.min(bytes(), Stat.of(file).bytes());
  }

  /// The same file once more, for reading by way of the page cache, whatever its name means by now:
  /// proc(5), `/proc/PID/fd`.
  static FileDescriptor again(FileDescriptor file) throws ErrnoException {
    return Fcntl.open(Path.of("/proc/self/fd/" + file.number()), O_RDONLY);
  }

  @Override
  public void close() throws ErrnoException {
    file.close();
  }
}
