package dev.iotrace.workload;

import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import java.nio.file.Path;
import java.util.Optional;

/// A file that does not exist before the run opens it.
final class FreshFile implements WorkloadFile {
  private final WorkloadDirectory directory;
  private final Path path;
  private volatile boolean created;

  FreshFile(WorkloadDirectory directory, Path path) {
    this.directory = directory;
    this.path = path;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public Optional<DirectIo> directIo() throws ErrnoException {
    return directory.directIo();
  }

  @Override
  public FileDescriptor open(int flags) throws ErrnoException {
    FileDescriptor file = directory.create(path.getFileName(), flags);
    created = true;
    return file;
  }

  @Override
  public void remove() throws ErrnoException {
    if (created) {
      directory.remove(path.getFileName());
      created = false;
    }
  }

  @Override
  public void close() {
    // The directory is another's.
  }
}
