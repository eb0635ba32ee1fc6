package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// `linux/io_uring.h`: operations handed to the kernel many at a time, and their results taken as
/// they come, [io_uring(7)](https://man7.org/linux/man-pages/man7/io_uring.7.html).
///
/// An operation is prepared by [#write] or a sister, submitted by [#submitAndWait()], and its
/// result taken by [#take()]. There may be as many between the first and the last of these steps as
/// the ring has entries. The completion queue has room for twice as many, so it never overflows.
///
/// Belongs to the thread that set it up. A buffer must live until the writes from it were taken, or
/// the ring is closed.
public final class IoUring implements AutoCloseable {
  /// `IORING_MAX_ENTRIES`, io_uring/io_uring.c.
  public static final int ENTRIES_MAX = 32_768;

  /// How long [#submitAndWait()] waits unless told otherwise. SCSI gives an operation up after six
  /// times 30 s (`SD_TIMEOUT` and `SD_MAX_RETRIES`, drivers/scsi/sd.h).
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  /// The same on x86_64 and aarch64 (`asm-generic/unistd.h`); the C library has no function of this
  /// name.
  private static final long NR_IO_URING_SETUP = 425;

  /// `long syscall(long number, ...)`, its arguments as wide as the registers it puts them in.
  private static final MethodHandle SETUP =
      Libc.variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS);

  /// Completions are worked off when this thread waits for them, not by interrupting it: what fio
  /// asks for, too.
  private static final int IORING_SETUP_COOP_TASKRUN = 1 << 8;

  private static final int IORING_SETUP_SINGLE_ISSUER = 1 << 12;
  private static final int IORING_SETUP_DEFER_TASKRUN = 1 << 13;
  private static final int SINCE_LINUX_6_1 =
      IORING_SETUP_COOP_TASKRUN | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

  private static final long IORING_OFF_SQ_RING = 0;
  private static final long IORING_OFF_SQES = 0x10000000L;
  private static final byte IORING_OP_NOP = 0;
  private static final byte IORING_OP_FSYNC = 3;
  private static final byte IORING_OP_SYNC_FILE_RANGE = 8;
  private static final byte IORING_OP_WRITE = 23;
  private static final int IORING_FSYNC_DATASYNC = 1;
  private static final int NO_FILE = -1;

  private final IoUringEnter ring;
  private final Arena mappings;
  private final SubmissionQueue submissions;
  private final CompletionQueue completions;
  private int untaken;
  private boolean silent;
  private boolean open = true;

  private IoUring(
      IoUringEnter ring, Arena mappings, SubmissionQueue submissions, CompletionQueue completions) {
    this.ring = ring;
    this.mappings = mappings;
    this.submissions = submissions;
    this.completions = completions;
  }

  /// The same with [#PATIENCE].
  public static IoUring setup(int entries) throws ErrnoException {
    return setup(entries, PATIENCE);
  }

  /// `int io_uring_setup(u32 entries, struct io_uring_params *p)`,
  /// [io_uring_setup(2)](https://man7.org/linux/man-pages/man2/io_uring_setup.2.html), and the
  /// mappings that belong to it.
  ///
  /// @param entries at least this many operations at a time, 1 to [#ENTRIES_MAX]
  /// @param patience how long [#submitAndWait()] waits for a completion; before Linux 5.11 for ever
  /// @throws ErrnoException EPERM where `kernel.io_uring_disabled` or a seccomp filter forbids it;
  ///   ENOSYS without io_uring in the kernel; ENOMEM before Linux 5.12 when `RLIMIT_MEMLOCK` is too
  ///   low; EOPNOTSUPP before Linux 5.6, which cannot do all that is needed here
  public static IoUring setup(int entries, Duration patience) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      IoUringParams params =
          IoUringParams.asking(arena.allocate(IoUringParams.LAYOUT), SINCE_LINUX_6_1);
      try {
        return map(setup(entries, params), params, patience);
      } catch (ErrnoException e) {
        if (e.errno() != Errno.EINVAL) {
          throw e;
        }
      }
      // A kernel that does not know the flags; or the entries are too many, as it will say again.
      IoUringParams plain = IoUringParams.asking(arena.allocate(IoUringParams.LAYOUT), 0);
      return map(setup(entries, plain), plain, patience);
    }
  }

  private static FileDescriptor setup(int entries, IoUringParams params) throws ErrnoException {
    MemorySegment memory = params.memory();
    long number =
        Libc.call(
            "io_uring_setup",
            "with " + entries + (entries == 1 ? " entry" : " entries"),
            state ->
                (long)
                    SETUP.invokeExact(
                        state, NR_IO_URING_SETUP, Integer.toUnsignedLong(entries), memory));
    return new FileDescriptor(Math.toIntExact(number), "io_uring");
  }

  /// Makes the ring's memory this program's, or closes it.
  private static IoUring map(FileDescriptor ring, IoUringParams params, Duration patience)
      throws ErrnoException {
    Arena mappings = Arena.ofConfined();
    try {
      if (!params.sufficient()) {
        throw new ErrnoException("io_uring_setup", "before Linux 5.6", Errno.EOPNOTSUPP);
      }
      MemorySegment rings = Mman.mapShared(ring, IORING_OFF_SQ_RING, params.ringBytes(), mappings);
      MemorySegment sqes = Mman.mapShared(ring, IORING_OFF_SQES, params.entryBytes(), mappings);
      return new IoUring(
          new IoUringEnter(ring, params.limitable() ? patience : Duration.ZERO, mappings),
          mappings,
          new SubmissionQueue(rings, params.submissionOffsets(), sqes),
          new CompletionQueue(rings, params.completionOffsets()));
    } catch (ErrnoException | RuntimeException e) {
      mappings.close();
      ring.close();
      throw e;
    }
  }

  /// How many operations there may be at a time: a power of two.
  public int entries() {
    return submissions.entries();
  }

  /// How many operations were prepared and not taken.
  public int untaken() {
    return untaken;
  }

  /// Prepares `IORING_OP_WRITE`: a `pwrite` of `count` bytes of the buffer from its byte `from` on.
  ///
  /// @param userData comes back with the result
  public void write(
      long userData, FileDescriptor file, NativeBuffer buffer, long from, int count, long offset) {
    buffer.requireOpen();
    prepare(IORING_OP_WRITE, file.number(), offset, buffer.slice(from, count), count, 0, userData);
  }

  /// Prepares `IORING_OP_FSYNC`: an `fsync`. It covers what was taken before; writes under way are
  /// not waited for.
  public void fsync(long userData, FileDescriptor file) {
    prepare(IORING_OP_FSYNC, file.number(), 0, MemorySegment.NULL, 0, 0, userData);
  }

  /// Prepares the same with `IORING_FSYNC_DATASYNC`: an `fdatasync`.
  public void fdatasync(long userData, FileDescriptor file) {
    int flags = IORING_FSYNC_DATASYNC;
    prepare(IORING_OP_FSYNC, file.number(), 0, MemorySegment.NULL, 0, flags, userData);
  }

  /// Prepares `IORING_OP_SYNC_FILE_RANGE` for the whole file.
  ///
  /// @param flags of the `SYNC_FILE_RANGE_…` of [Fcntl]
  public void syncFileRange(long userData, FileDescriptor file, int flags) {
    MemorySegment none = MemorySegment.NULL;
    prepare(IORING_OP_SYNC_FILE_RANGE, file.number(), 0, none, 0, flags, userData);
  }

  /// Prepares `IORING_OP_NOP`, which does nothing and completes.
  public void nop(long userData) {
    prepare(IORING_OP_NOP, NO_FILE, 0, MemorySegment.NULL, 0, 0, userData);
  }

  private void prepare(
      byte opcode,
      int fd,
      long offset,
      MemorySegment address,
      int length,
      int operationFlags,
      long userData) {
    requireOpen();
    if (untaken == entries()) {
      throw new IllegalStateException("all " + untaken + " entries of the ring are in use");
    }
    submissions.add(opcode, fd, offset, address, length, operationFlags, userData);
    untaken++;
  }

  /// Submits what was prepared, and waits until there is a result to take.
  ///
  /// The kernel may be short of memory and take only some, or none, while others are under way; the
  /// rest goes with the next call.
  ///
  /// @throws ErrnoException EAGAIN when the kernel takes none and none is under way; ETIME when
  ///   nothing completed in all the time that there is patience for
  /// @throws IllegalStateException when there is nothing to wait for
  public void submitAndWait() throws ErrnoException {
    requireOpen();
    if (untaken == 0) {
      throw new IllegalStateException("no operation is under way");
    }
    while (submissions.pending() > 0 || !completions.ready()) {
      try {
        ring.enter(submissions.pending());
      } catch (ErrnoException e) {
        silent |= e.errno() == Errno.ETIME;
        boolean later = e.errno() == Errno.EAGAIN || e.errno() == Errno.EBUSY;
        if (!later || submissions.pending() == untaken) {
          throw e;
        }
        ring.enter(0);
        return;
      }
    }
  }

  /// Takes a result, in no order; [#userData()] and [#result()] then tell of it.
  ///
  /// @return false when there is none by now
  public boolean take() {
    requireOpen();
    boolean taken = completions.take();
    if (taken) {
      untaken--;
    }
    return taken;
  }

  /// What was handed over with the operation whose result was taken last.
  public long userData() {
    return completions.userData();
  }

  /// What its function returned: bytes written, perhaps fewer than asked for, or 0; or the negated
  /// error number, see [Errno].
  public int result() {
    return completions.result();
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the ring is closed");
    }
  }

  /// Waits for what was submitted, for the kernel reads the buffers until then, and gives the ring
  /// back. What was only prepared is not done. Once there was no more patience, it does not wait:
  /// the kernel cancels what it can.
  @Override
  public void close() throws ErrnoException {
    if (!open) {
      return;
    }
    try (ring;
        mappings) {
      while (untaken > submissions.pending() && !silent) {
        if (!take()) {
          ring.enter(0); // ETIME ends it, too
        }
      }
    } finally {
      open = false;
    }
  }
}
