package dev.iotrace.workload;

import static dev.iotrace.syscall.OpenFlags.O_NOFOLLOW;
import static dev.iotrace.syscall.OpenFlags.O_PATH;

import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import java.nio.file.Path;
import java.util.Optional;

/// A regular file of the user's: held from the first look on, so that the file checked is the file
/// written; never shortened, never removed.
final class ExistingFile implements WorkloadFile {
  private final Path path;
  private final FileDescriptor held;
  private final Statx stat;

  private ExistingFile(Path path, FileDescriptor held, Statx stat) {
    this.path = path;
    this.held = held;
    this.stat = stat;
  }

  /// Takes hold of the file, without yet opening it for anything.
  static ExistingFile hold(Path path) throws ErrnoException {
    FileDescriptor held = Fcntl.open(path, O_PATH | O_NOFOLLOW);
    Statx stat = Stat.of(held);
    if (!stat.isRegularFile()) {
      held.close();
      throw WorkloadRefused.usage(
          "--existing " + path,
          "it is a link, a device or something else than a regular file",
          "name the file itself");
    }
    return new ExistingFile(path, held, stat);
  }

  /// Its length when it was looked at.
  long bytes() {
    return stat.bytes();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Optional<DirectIo> directIo() {
    return stat.directIo();
  }

  /// Opens what is held, whatever its name means by now: proc(5), `/proc/PID/fd`.
  @Override
  public FileDescriptor open(int flags) throws ErrnoException {
    return Fcntl.open(Path.of("/proc/self/fd/" + held.number()), flags);
  }

  @Override
  public void remove() {
    // It is the user's.
  }

  @Override
  public void close() throws ErrnoException {
    held.close();
  }
}
