package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/// `sys/resource.h`: what a process has used.
public final class SysResource {
  static final StructLayout RUSAGE =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("ru_utime.tv_sec"),
              JAVA_LONG.withName("ru_utime.tv_usec"),
              JAVA_LONG.withName("ru_stime.tv_sec"),
              JAVA_LONG.withName("ru_stime.tv_usec"),
              MemoryLayout.sequenceLayout(14, JAVA_LONG).withName("others"))
          .withName("rusage");

  private static final int RUSAGE_SELF = 0;
  private static final int RUSAGE_THREAD = 1;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final MethodHandle GETRUSAGE =
      Libc.plain("getrusage", JAVA_INT, JAVA_INT, ADDRESS);

  private SysResource() {}

  /// `int getrusage(RUSAGE_THREAD, struct rusage *usage)`,
  /// [getrusage(2)](https://man7.org/linux/man-pages/man2/getrusage.2.html): of the calling
  /// platform thread.
  public static CpuTime ofThread() {
    return read(RUSAGE_THREAD);
  }

  /// `int getrusage(RUSAGE_SELF, struct rusage *usage)`: of all threads of this process, those that
  /// have ended included.
  public static CpuTime ofProcess() {
    return read(RUSAGE_SELF);
  }

  private static CpuTime read(int who) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(RUSAGE);
      int returned;
      try {
        returned = (int) GETRUSAGE.invokeExact(who, usage);
      } catch (Throwable e) {
        throw Libc.unexpected(e);
      }
      if (returned != 0) {
        throw new AssertionError("no getrusage of " + who);
      }
      Struct struct = new Struct(RUSAGE, usage);
      return new CpuTime(time(struct, "ru_utime"), time(struct, "ru_stime"));
    }
  }

  private static long time(Struct usage, String member) {
    return usage.getLong(member + ".tv_sec") * NANOS_PER_SECOND
        + usage.getLong(member + ".tv_usec") * NANOS_PER_MICRO;
  }
}
