package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.invoke.MethodHandle;

/// `sys/file.h`: locks of whole files, gone with the process that held them.
public final class SysFile {
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  private static final MethodHandle FLOCK = Libc.function("flock", JAVA_INT, JAVA_INT, JAVA_INT);

  private SysFile() {}

  /// `int flock(int fd, LOCK_EX)`, [flock(2)](https://man7.org/linux/man-pages/man2/flock.2.html):
  /// waits for the lock; closing the file gives it back.
  public static void lock(FileDescriptor file) throws ErrnoException {
    flock(file, LOCK_EX);
  }

  /// `int flock(int fd, LOCK_EX | LOCK_NB)`.
  ///
  /// @return whether it is ours now; false when another open of the file holds it
  public static boolean tryLock(FileDescriptor file) throws ErrnoException {
    try {
      flock(file, LOCK_EX | LOCK_NB);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EAGAIN) {
        return false;
      }
      throw e;
    }
  }

  private static void flock(FileDescriptor file, int operation) throws ErrnoException {
    Libc.call("flock", file, state -> (int) FLOCK.invokeExact(state, file.number(), operation));
  }
}
