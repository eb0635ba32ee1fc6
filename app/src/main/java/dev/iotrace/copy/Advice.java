package dev.iotrace.copy;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;

/// What the kernel is told of the reading to come, of the whole source, by `posix_fadvise`.
public enum Advice {
  NONE(Fcntl.POSIX_FADV_NORMAL),
  SEQUENTIAL(Fcntl.POSIX_FADV_SEQUENTIAL),
  RANDOM(Fcntl.POSIX_FADV_RANDOM),
  WILLNEED(Fcntl.POSIX_FADV_WILLNEED),
  NOREUSE(Fcntl.POSIX_FADV_NOREUSE);

  private final int number;

  Advice(int number) {
    this.number = number;
  }

  void give(FileDescriptor source) throws ErrnoException {
    if (this != NONE) {
      Fcntl.posixFadvise(source, 0, 0, number);
    }
  }
}
