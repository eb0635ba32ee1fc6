package dev.iotrace.syscall;

/// `linux/fs.h`: files that share their blocks until one of them is written.
public final class Clone {
  private static final long FICLONE = 0x40049409L;

  private Clone() {}

  /// `int ioctl(int dest_fd, FICLONE, int src_fd)`,
  /// [ioctl_ficlone(2)](https://man7.org/linux/man-pages/man2/ioctl_ficlone.2.html): all bytes of
  /// `source`, as many as it has at this moment.
  ///
  /// @throws ErrnoException EOPNOTSUPP, EINVAL or ENOTTY where the file system cannot; EXDEV
  ///   between file systems
  public static void ficlone(FileDescriptor file, FileDescriptor source) throws ErrnoException {
    Ioctl.call("FICLONE", file, FICLONE, source.number());
  }
}
