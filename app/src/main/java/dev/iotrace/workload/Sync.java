package dev.iotrace.workload;

import dev.iotrace.event.Syscall;
import java.util.Optional;

/// The call that follows writes to make them safe.
public enum Sync {
  NONE,
  FSYNC,
  FDATASYNC,

  /// Writes the file's dirty pages and waits for them; neither metadata nor the device's cache.
  SYNC_FILE_RANGE,

  /// The whole file system.
  SYNCFS;

  /// The call; empty for none.
  public Optional<Syscall> call() {
    return switch (this) {
      case NONE -> Optional.empty();
      case FSYNC -> Optional.of(Syscall.FSYNC);
      case FDATASYNC -> Optional.of(Syscall.FDATASYNC);
      case SYNC_FILE_RANGE -> Optional.of(Syscall.SYNC_FILE_RANGE);
      case SYNCFS -> Optional.of(Syscall.SYNCFS);
    };
  }
}
