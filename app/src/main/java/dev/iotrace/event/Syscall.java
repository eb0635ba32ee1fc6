package dev.iotrace.event;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// A call that puts bytes into a file, or makes them safe, or changes what the file system keeps of
/// its files: how they are called, how long they are, whose they are, when they were read.
///
/// Of those calls, all of one kind have one name: `rename` is also renameat and renameat2. [#MMAP]
/// is no system call at the moment it writes: it is a store into a shared mapping. [#OTHER] is
/// whatever else a followed command does to its files, or what nobody can name. [#SUMMED] is any of
/// the calls that write, where which of them is not told.
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
  OPEN(false),
  CLOSE(false),
  READ(false),
  GETDENTS(false),
  MKDIR(false),
  RMDIR(false),
  MKNOD(false),
  LINK(false),
  SYMLINK(false),
  RENAME(false),
  UNLINK(false),
  TRUNCATE(false),
  FTRUNCATE(false),
  FALLOCATE(false),
  CHMOD(false),
  CHOWN(false),
  UTIMENSAT(false),
  SETXATTR(false),
  REMOVEXATTR(false),
  IOCTL(false),
  EXECVE(false),
  EXIT(false),
  OTHER(false),
  SUMMED(false);

  private static final Set<Syscall> SYNCS =
      EnumSet.of(FSYNC, FDATASYNC, SYNC_FILE_RANGE, SYNCFS, SYNC, MSYNC);

  private final boolean writes;

  Syscall(boolean writes) {
    this.writes = writes;
  }

  /// Whether it is a call that is a logical write; [#SUMMED] is none by itself.
  public boolean writes() {
    return writes;
  }

  /// Whether it is a call that only syncs.
  public boolean syncs() {
    return SYNCS.contains(this);
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
