package dev.iotrace.bench;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.IoUring;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.workload.Permutation;
import dev.iotrace.workload.Sync;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Keeps so many writes under way by io_uring, and takes the time of each from its submission to
/// the moment when this thread takes its result.
///
/// A sync begins when its own write has completed, in that write's place, while the others go on:
/// at depth D there are D writes or syncs under way, as of D threads each of which writes and
/// syncs. A sync covers whatever was written by then, so several may share one flush of the device.
/// It is not linked to its write (`IOSQE_IO_LINK`), for then nobody could tell when it began.
///
/// Interrupted and short writes are treated as by [CallLoop]. After a failure, or at the end of the
/// time, no write begins; what is under way is waited for and counts. For one thread, that of the
/// buffer.
///
/// @param depth how many
/// @param file open for writing
/// @param block the content of each write, as long as it
/// @param stop asked before each write whether to end
record RingLoop(
    int depth, FileDescriptor file, NativeBuffer block, Calls calls, BooleanSupplier stop)
    implements WriteLoop {
  /// A system call writes no more than 2 GiB less a page (`MAX_RW_COUNT`, linux/fs.h).
  private static final long WRITE_BYTES_MAX = 1 << 30;

  RingLoop {
    if (block.bytes() != calls.blockBytes()) {
      throw new IllegalArgumentException(block.bytes() + " bytes for " + calls);
    }
  }

  @Override
  public Outcome run(long limitNs) {
    return run(limitNs, IoUring.PATIENCE);
  }

  /// @param patience how long nothing may complete
  /// @throws EngineRefused when nothing did
  Outcome run(long limitNs, Duration patience) {
    try (IoUring ring = IoUring.setup(depth, patience)) {
      Outcome outcome = new Round(ring).run(limitNs);
      if (outcome.failure().filter(it -> it.errno() == Errno.ETIME).isPresent()) {
        throw EngineRefused.silent(ring.untaken(), file.toString(), patience);
      }
      return outcome;
    } catch (ErrnoException e) {
      throw EngineRefused.noRing(e, depth);
    }
  }

  /// A place for a write and then for its sync. Its number is the user data of both.
  private static final class Slot {
    final int number;
    long offset;
    long done;
    long startNs;
    boolean syncing;

    Slot(int number) {
      this.number = number;
    }
  }

  /// One round on a ring.
  private final class Round {
    private final IoUring ring;
    private final Slot[] slots = new Slot[depth];
    private final ArrayDeque<Slot> free = new ArrayDeque<>(depth);

    /// Those whose time begins with the next submission.
    private final ArrayList<Slot> prepared = new ArrayList<>(depth);

    private final Latencies writes = new Latencies();
    private final Latencies syncs = new Latencies();
    private long written;
    private long ended;
    private Optional<ErrnoException> failure = Optional.empty();

    Round(IoUring ring) {
      this.ring = ring;
      for (int i = 0; i < depth; i++) {
        slots[i] = new Slot(i);
        free.add(slots[i]);
      }
    }

    Outcome run(long limitNs) {
      Permutation order = calls.order();
      long startNs = System.nanoTime();
      long nowNs = startNs;
      long begun = 0;
      try {
        while (true) {
          while (!free.isEmpty() && begun < calls.count() && goesOn(nowNs - startNs < limitNs)) {
            begin(free.remove(), calls.offset(begun++, order));
          }
          if (ring.untaken() == 0) {
            break;
          }
          exchange();
          nowNs = System.nanoTime();
        }
      } catch (ErrnoException e) {
        failure = failure.or(() -> Optional.of(e));
        nowNs = System.nanoTime();
      }
      return new Outcome(written, writes, syncs, nowNs - startNs, ended == calls.count(), failure);
    }

    private boolean goesOn(boolean inTime) {
      return inTime && failure.isEmpty() && !stop.getAsBoolean();
    }

    private void begin(Slot slot, long offset) {
      slot.offset = offset;
      slot.done = 0;
      slot.syncing = false;
      prepare(slot);
      prepared.add(slot);
    }

    private void prepare(Slot slot) {
      if (!slot.syncing) {
        int bytes = (int) Math.min(block.bytes() - slot.done, WRITE_BYTES_MAX);
        ring.write(slot.number, file, block, slot.done, bytes, slot.offset + slot.done);
        return;
      }
      switch (calls.sync()) {
        case FSYNC -> ring.fsync(slot.number, file);
        case FDATASYNC -> ring.fdatasync(slot.number, file);
        case SYNC_FILE_RANGE ->
            ring.syncFileRange(slot.number, file, Fcntl.SYNC_FILE_RANGE_WRITE_AND_WAIT);
        case NONE, SYNCFS -> throw new IllegalStateException("io_uring has no " + calls.sync());
      }
    }

    /// Submits what is prepared, and takes what has completed.
    private void exchange() throws ErrnoException {
      long nowNs = System.nanoTime();
      for (Slot slot : prepared) {
        slot.startNs = nowNs;
      }
      prepared.clear();
      ring.submitAndWait();
      while (ring.take()) {
        ended(slots[Math.toIntExact(ring.userData())], ring.result());
      }
    }

    private void ended(Slot slot, int result) {
      if (result == -Errno.EINTR || result == -Errno.EAGAIN) {
        prepare(slot);
        return;
      }
      if (result < 0) {
        fail(slot, -result);
        return;
      }
      long tookNs = System.nanoTime() - slot.startNs;
      if (slot.syncing) {
        syncs.record(tookNs);
        release(slot);
        return;
      }
      writes.record(tookNs);
      written(slot, result);
    }

    private void written(Slot slot, int bytes) {
      if (bytes == 0) {
        // There are bytes to write, so this is a file that takes none, and gives no reason.
        fail(slot, Errno.EIO);
        return;
      }
      written += bytes;
      slot.done += bytes;
      if (slot.done == block.bytes()) {
        if (calls.sync() == Sync.NONE) {
          release(slot);
          return;
        }
        slot.syncing = true;
      }
      prepare(slot);
      prepared.add(slot);
    }

    private void release(Slot slot) {
      ended++;
      free.add(slot);
    }

    /// The slot stays out of use: nothing begins after a failure.
    private void fail(Slot slot, int errno) {
      String operation = slot.syncing ? "io_uring sync" : "io_uring write";
      failure =
          failure.or(() -> Optional.of(new ErrnoException(operation, file.toString(), errno)));
    }
  }
}
