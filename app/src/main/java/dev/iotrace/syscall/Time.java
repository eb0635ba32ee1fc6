package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/// `time.h`: the kernel's clocks,
/// [clock_gettime(2)](https://man7.org/linux/man-pages/man2/clock_gettime.2.html).
public final class Time {
  static final StructLayout TIMESPEC =
      MemoryLayout.structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"))
          .withName("timespec");

  private static final int CLOCK_MONOTONIC = 1;
  private static final int CLOCK_BOOTTIME = 7;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final MethodHandle CLOCK_GETTIME =
      Libc.plain("clock_gettime", JAVA_INT, JAVA_INT, ADDRESS);

  private static final ThreadLocal<MemorySegment> RESULT =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(TIMESPEC));

  private Time() {}

  /// `clock_gettime(CLOCK_MONOTONIC, …)`: nanoseconds while the machine was awake; the clock of
  /// [System#nanoTime()].
  public static long monotonicNs() {
    return read(CLOCK_MONOTONIC);
  }

  /// `clock_gettime(CLOCK_BOOTTIME, …)`: nanoseconds since boot, suspended ones included; the clock
  /// of bpftrace's `nsecs`.
  public static long boottimeNs() {
    return read(CLOCK_BOOTTIME);
  }

  private static long read(int clock) {
    MemorySegment time = RESULT.get();
    int returned;
    try {
      returned = (int) CLOCK_GETTIME.invokeExact(clock, time);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
    if (returned != 0) {
      throw new AssertionError("no clock " + clock);
    }
    return time.get(JAVA_LONG, 0) * NANOS_PER_SECOND + time.get(JAVA_LONG, Long.BYTES);
  }
}
