package dev.iotrace.syscall;

/// How a file is opened: `asm-generic/fcntl.h`, and `asm/fcntl.h` for the three that aarch64
/// numbers otherwise.
public final class OpenFlags {
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0100;
  public static final int O_EXCL = 0200;
  public static final int O_APPEND = 02000;
  public static final int O_NONBLOCK = 04000;
  public static final int O_DSYNC = 010000;
  public static final int O_DIRECT = direct(Machine.current());
  public static final int O_DIRECTORY = directory(Machine.current());
  public static final int O_NOFOLLOW = noFollow(Machine.current());
  public static final int O_CLOEXEC = 02000000;
  public static final int O_SYNC = 04000000 | O_DSYNC;
  public static final int O_PATH = 010000000;
  public static final int O_TMPFILE = 020000000 | O_DIRECTORY;

  private OpenFlags() {}

  static int direct(Machine machine) {
    return switch (machine) {
      case X86_64 -> 040000;
      case AARCH64 -> 0200000;
    };
  }

  static int directory(Machine machine) {
    return switch (machine) {
      case X86_64 -> 0200000;
      case AARCH64 -> 040000;
    };
  }

  static int noFollow(Machine machine) {
    return switch (machine) {
      case X86_64 -> 0400000;
      case AARCH64 -> 0100000;
    };
  }
}
