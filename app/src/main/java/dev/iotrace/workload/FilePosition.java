package dev.iotrace.workload;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Unistd;

/// Where a file's position is, so that it is moved only when it must be.
final class FilePosition {
  private long position;

  /// A file was opened.
  void reset() {
    position = 0;
  }

  void moveTo(FileDescriptor file, long offset) throws ErrnoException {
    if (offset != position) {
      Unistd.seek(file, offset);
      position = offset;
    }
  }

  /// A call wrote so many bytes, and returns that.
  long advance(long written) {
    position += written;
    return written;
  }
}
