package dev.iotrace.probe;

import dev.iotrace.event.Syscall;

/// The numbers of x86_64's system calls that change files beside writing:
/// arch/x86/entry/syscalls/syscall_64.tbl. Elsewhere the probes tell none.
final class CallNumbers {
  private CallNumbers() {}

  /// The call of that number: one name for all of one kind, [Syscall#OTHER] for all that have none.
  static Syscall call(long number) {
    return switch (Math.toIntExact(number)) {
      case -1 -> Syscall.MMAP; // none: a fault
      case 0, 17, 19, 295, 327 -> Syscall.READ; // read, pread64, readv, preadv, preadv2
      case 2, 85, 257, 437 -> Syscall.OPEN; // open, creat, openat, openat2
      case 3, 436 -> Syscall.CLOSE; // close, close_range
      case 16 -> Syscall.IOCTL;
      case 59, 322 -> Syscall.EXECVE; // execve, execveat
      case 60, 231 -> Syscall.EXIT; // exit, exit_group
      case 76 -> Syscall.TRUNCATE;
      case 77 -> Syscall.FTRUNCATE;
      case 285 -> Syscall.FALLOCATE;
      case 78, 217 -> Syscall.GETDENTS; // getdents, getdents64
      case 82, 264, 316 -> Syscall.RENAME; // rename, renameat, renameat2
      case 83, 258 -> Syscall.MKDIR; // mkdir, mkdirat
      case 84 -> Syscall.RMDIR; // rmdir, and unlinkat with AT_REMOVEDIR
      case 86, 265 -> Syscall.LINK; // link, linkat
      case 87, 263 -> Syscall.UNLINK; // unlink, unlinkat
      case 88, 266 -> Syscall.SYMLINK; // symlink, symlinkat
      case 90, 91, 268, 452 -> Syscall.CHMOD; // chmod, fchmod, fchmodat, fchmodat2
      case 92, 93, 94, 260 -> Syscall.CHOWN; // chown, fchown, lchown, fchownat
      case 132, 235, 261, 280 -> Syscall.UTIMENSAT; // utime, utimes, futimesat, utimensat
      case 133, 259 -> Syscall.MKNOD; // mknod, mknodat
      case 188, 189, 190, 463 -> Syscall.SETXATTR; // setxattr, l..., f..., setxattrat
      case 197, 198, 199, 466 -> Syscall.REMOVEXATTR; // removexattr, l..., f..., removexattrat
      default -> Syscall.OTHER;
    };
  }
}
