package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// `io_uring_enter` of one ring: submits, and waits for a completion, not for ever.
final class IoUringEnter implements AutoCloseable {
  /// `linux/io_uring.h`.
  static final StructLayout IO_URING_GETEVENTS_ARG =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("sigmask"),
              JAVA_INT.withName("sigmask_sz"),
              JAVA_INT.withName("pad"),
              JAVA_LONG.withName("ts"))
          .withName("io_uring_getevents_arg");

  /// The same on x86_64 and aarch64 (`asm-generic/unistd.h`).
  private static final long NR_IO_URING_ENTER = 426;

  private static final MethodHandle ENTER =
      Libc.variadic(
          1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS,
          JAVA_LONG);

  private static final int IORING_ENTER_GETEVENTS = 1;
  private static final int IORING_ENTER_EXT_ARG = 1 << 3;

  private final FileDescriptor ring;
  private final MemorySegment limit;

  /// @param ring is closed with it
  /// @param patience how long one call waits; 0 for ever, as before Linux 5.11
  /// @param memory for as long as the ring is used
  IoUringEnter(FileDescriptor ring, Duration patience, Arena memory) {
    this.ring = ring;
    this.limit = patience.isZero() ? MemorySegment.NULL : limit(patience, memory);
  }

  /// It names a time and no signals.
  private static MemorySegment limit(Duration patience, Arena memory) {
    Struct time = new Struct(Time.TIMESPEC, memory.allocate(Time.TIMESPEC));
    time.setLong("tv_sec", patience.getSeconds());
    time.setLong("tv_nsec", patience.getNano());
    Struct limit = new Struct(IO_URING_GETEVENTS_ARG, memory.allocate(IO_URING_GETEVENTS_ARG));
    limit.setLong("ts", time.memory().address());
    return limit.memory();
  }

  /// `int io_uring_enter(unsigned fd, unsigned to_submit, 1, IORING_ENTER_GETEVENTS, NULL, 0)`, or
  /// with the limit and `IORING_ENTER_EXT_ARG`,
  /// [io_uring_enter(2)](https://man7.org/linux/man-pages/man2/io_uring_enter.2.html). Interrupted
  /// it has submitted nothing, and is made again; it does not wait when it could not submit all.
  ///
  /// @throws ErrnoException ETIME when nothing completed in all that time
  void enter(int toSubmit) throws ErrnoException {
    long minComplete = 1;
    long argument = limit.byteSize();
    long flags = IORING_ENTER_GETEVENTS | (argument > 0 ? IORING_ENTER_EXT_ARG : 0);
    Libc.call(
        "io_uring_enter",
        ring,
        state ->
            (long)
                ENTER.invokeExact(
                    state,
                    NR_IO_URING_ENTER,
                    (long) ring.number(),
                    (long) toSubmit,
                    minComplete,
                    flags,
                    limit,
                    argument));
  }

  @Override
  public void close() throws ErrnoException {
    ring.close();
  }
}
