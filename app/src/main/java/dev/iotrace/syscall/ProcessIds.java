package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.invoke.MethodHandle;

/// `unistd.h`: who is calling, and who others are. None of these can fail.
public final class ProcessIds {
  private static final MethodHandle GETPID = Libc.plain("getpid", JAVA_INT);
  private static final MethodHandle GETTID = Libc.plain("gettid", JAVA_INT);
  private static final MethodHandle GETEUID = Libc.plain("geteuid", JAVA_INT);

  private static final MethodHandle GETSID = Libc.plain("getsid", JAVA_INT, JAVA_INT);

  private ProcessIds() {}

  /// `pid_t getpid(void)`, [getpid(2)](https://man7.org/linux/man-pages/man2/getpid.2.html).
  public static int getpid() {
    return invoke(GETPID);
  }

  /// `pid_t gettid(void)`, [gettid(2)](https://man7.org/linux/man-pages/man2/gettid.2.html): the
  /// thread id that the kernel knows the calling platform thread by.
  public static int gettid() {
    return invoke(GETTID);
  }

  /// `uid_t geteuid(void)`, [geteuid(2)](https://man7.org/linux/man-pages/man2/geteuid.2.html): 0
  /// is root.
  public static int geteuid() {
    return invoke(GETEUID);
  }

  /// `pid_t getsid(pid_t pid)`, [getsid(2)](https://man7.org/linux/man-pages/man2/getsid.2.html):
  /// the session of a process or thread.
  ///
  /// @return -1 when there is none of that number
  public static int getsid(int pid) {
    try {
      return (int) GETSID.invokeExact(pid);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }

  private static int invoke(MethodHandle function) {
    try {
      return (int) function.invokeExact();
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }
}
