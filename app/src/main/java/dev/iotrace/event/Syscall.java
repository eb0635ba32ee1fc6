package dev.iotrace.event;

import java.util.Locale;

/// A call that puts bytes into a file, or makes them safe.
///
/// [#MMAP] is no system call at the moment it writes: it is a store into a shared mapping. [#OTHER]
/// is whatever else a followed command does to its files: make, cut, rename, remove.
public enum Syscall {
  WRITE(true),
  PWRITE(true),
  WRITEV(true),
  PWRITEV2(true),
  MMAP(true),
  SENDFILE(true),
  SPLICE(true),
  COPY_FILE_RANGE(true),
  FSYNC(false),
  FDATASYNC(false),
  SYNC_FILE_RANGE(false),
  SYNCFS(false),
  SYNC(false),
  MSYNC(false),
  OTHER(false);

  private final boolean writes;

  Syscall(boolean writes) {
    this.writes = writes;
  }

  /// Whether the call is a logical write; the others only sync.
  public boolean writes() {
    return writes;
  }

  /// The name as on the command line and in the report: `pwritev2`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The call of that name.
  ///
  /// @throws IllegalArgumentException when there is none
  public static Syscall of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
