package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/// `unistd.h`: the machine's page size.
public final class PageSize {
  /// `bits/confname.h`.
  private static final int SC_PAGESIZE = 30;

  private static final MethodHandle SYSCONF = Libc.plain("sysconf", JAVA_LONG, JAVA_INT);

  private PageSize() {}

  /// `long sysconf(_SC_PAGESIZE)`,
  /// [sysconf(3)](https://man7.org/linux/man-pages/man3/sysconf.3.html). Cannot fail.
  public static int bytes() {
    try {
      return Math.toIntExact((long) SYSCONF.invokeExact(SC_PAGESIZE));
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
  }
}
