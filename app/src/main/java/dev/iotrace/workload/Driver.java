package dev.iotrace.workload;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Mman;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.ProcessIds;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import dev.iotrace.syscall.Unistd;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Makes the calls of a workload, on the workload's thread.
final class Driver {
  private static final long REHEARSAL_BYTES_MAX = 1 << 20;

  private final WorkloadSpec spec;
  private final WritePlan writes;
  private final WriteCall call;
  private final LongSupplier clock;
  private final BooleanSupplier cancelled;

  Driver(WorkloadSpec spec, WriteCall call, LongSupplier clock, BooleanSupplier cancelled) {
    this.spec = spec;
    this.writes = spec.writes();
    this.call = call;
    this.clock = clock;
    this.cancelled = cancelled;
  }

  /// Makes one write and one sync on a file in memory: what the JVM does when it meets a call for
  /// the first time takes milliseconds, and shall not lie between an intention and its call.
  void rehearse() throws ErrnoException {
    CallLog log = new CallLog(clock, event -> {}, ProcessIds.gettid());
    try (FileDescriptor memory = Mman.memfdCreate("iotrace-rehearsal")) {
      Unistd.ftruncate(memory, writes.end());
      call.attach(memory);
      call.ready(memory, writes.offset());
      long bytes = Math.min(writes.bytes(), REHEARSAL_BYTES_MAX);
      log.make(writes.call(), 0, bytes, () -> call.write(memory, 0, bytes, writes.offset()));
      sync(memory, log);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EXDEV) { // copy_file_range to another file system
        throw e;
      }
    }
  }

  /// Opens the file, makes all calls, closes it.
  WorkloadResult run(WorkloadFile target, Consumer<IoEvent> events) {
    CallLog log = new CallLog(clock, events, ProcessIds.gettid());
    ErrnoException failure = null;
    try (FileDescriptor file = target.open(flags())) {
      try {
        writeAll(file, log);
      } finally {
        log.end();
      }
    } catch (ErrnoException e) {
      failure = e;
    }
    log.end();
    return log.result(failure, cancelled.getAsBoolean());
  }

  private int flags() {
    // Only a mapping needs to read.
    int flags = writes.call() == Syscall.MMAP ? OpenFlags.O_RDWR : OpenFlags.O_WRONLY;
    for (OpenFlag flag : spec.openFlags()) {
      flags |= flag.bits();
    }
    return flags;
  }

  private void writeAll(FileDescriptor file, CallLog log) throws ErrnoException {
    preallocate(file);
    call.attach(file);
    Statx stat = Stat.of(file);
    log.opened(stat.inode());
    boolean appends = spec.openFlags().contains(OpenFlag.APPEND);
    long start = appends ? stat.bytes() : writes.offset();
    Permutation order = new Permutation(writes.count(), writes.seed());
    long next = System.nanoTime();
    for (long write = 1; write <= writes.count() && !cancelled.getAsBoolean(); write++) {
      long place =
          switch (writes.pattern()) {
            case SEQ -> write - 1;
            case RANDOM -> order.at(write - 1);
            case SAME -> 0;
          };
      next = pace(next);
      writeOne(file, log, start + place * writes.bytes());
      if (spec.syncs().follows(write, writes.count())) {
        sync(file, log);
      }
    }
  }

  private void preallocate(FileDescriptor file) throws ErrnoException {
    switch (spec.prealloc()) {
      case FALLOCATE -> Fcntl.fallocate(file, 0, 0, writes.end());
      case TRUNCATE -> Unistd.ftruncate(file, writes.end());
      case NONE -> {
        if (writes.call() == Syscall.MMAP && spec.existing().isEmpty()) {
          Unistd.ftruncate(file, writes.end());
        }
      }
    }
  }

  /// Waits until it is time for a write, and returns when it is for the next.
  private long pace(long due) {
    Duration interval = writes.interval();
    if (interval.isZero()) {
      return due;
    }
    long left = due - System.nanoTime();
    while (left > 0 && !cancelled.getAsBoolean()) {
      LockSupport.parkNanos(left);
      left = due - System.nanoTime();
    }
    return Math.max(due, System.nanoTime()) + interval.toNanos();
  }

  /// Makes calls until all bytes of one write are written: one, unless the kernel wrote only a
  /// part.
  private void writeOne(FileDescriptor file, CallLog log, long offset) throws ErrnoException {
    long done = 0;
    while (done < writes.bytes() && !cancelled.getAsBoolean()) {
      long from = done;
      call.ready(file, offset + from);
      done += writeRest(file, log, from, offset + from);
    }
  }

  private long writeRest(FileDescriptor file, CallLog log, long from, long offset)
      throws ErrnoException {
    long count = writes.bytes() - from;
    long written =
        log.make(writes.call(), offset, count, () -> call.write(file, from, count, offset));
    if (written == 0) {
      // The source has all the bytes, so this is a file that takes none, and gives no reason.
      throw new ErrnoException(writes.call().word(), file.toString(), Errno.EIO);
    }
    return written;
  }

  private void sync(FileDescriptor file, CallLog log) throws ErrnoException {
    Optional<Syscall> sync = spec.syncs().sync().call();
    if (sync.isPresent()) {
      log.make(sync.get(), 0, 0, () -> sync(file));
    }
  }

  private long sync(FileDescriptor file) throws ErrnoException {
    switch (spec.syncs().sync()) {
      case NONE -> {}
      case FSYNC -> Unistd.fsync(file);
      case FDATASYNC -> Unistd.fdatasync(file);
      case SYNC_FILE_RANGE -> Fcntl.syncFileRange(file, 0, 0, Fcntl.SYNC_FILE_RANGE_WRITE_AND_WAIT);
      case SYNCFS -> Unistd.syncfs(file);
    }
    return 0;
  }
}
