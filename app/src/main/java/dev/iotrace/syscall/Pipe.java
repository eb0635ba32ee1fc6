package dev.iotrace.syscall;

/// The two ends of a pipe.
public record Pipe(FileDescriptor reading, FileDescriptor writing) implements AutoCloseable {
  @Override
  public void close() throws ErrnoException {
    try (reading) {
      writing.close();
    }
  }
}
