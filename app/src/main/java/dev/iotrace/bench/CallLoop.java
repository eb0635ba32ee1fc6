package dev.iotrace.bench;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.OwnFiles;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.workload.Permutation;
import dev.iotrace.workload.Sync;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Makes one `pwrite` after the other, each followed by its sync, and takes the time of each call.
///
/// Times are `CLOCK_MONOTONIC`, which [System#nanoTime()] reads on Linux without a system call
/// (`os::javaTimeNanos`, os_posix.cpp of HotSpot). A call that a signal interrupts before it did
/// anything is made again within its time; one that wrote a part is followed by one for the rest,
/// each with a time of its own.
public final class CallLoop implements WriteLoop {
  private final FileDescriptor file;
  private final NativeBuffer block;
  private final Calls calls;
  private final BooleanSupplier stop;
  private final Latencies writes = new Latencies();
  private final Latencies syncs = new Latencies();
  private long written;

  /// @param file open for writing
  /// @param block the content of each write, as long as it
  /// @param stop asked before each write whether to end
  public CallLoop(FileDescriptor file, NativeBuffer block, Calls calls, BooleanSupplier stop) {
    if (block.bytes() != calls.blockBytes()) {
      throw new IllegalArgumentException(block.bytes() + " bytes for " + calls);
    }
    this.file = file;
    this.block = block;
    this.calls = calls;
    this.stop = stop;
  }

  /// Calls that end in the page cache are made on a thread of its own, which shares its table of
  /// open files with nobody: a program with one thread does not, either. Others wait for the
  /// device, and a thread that has run there before finds its place beside the kernel's sooner.
  @Override
  public Outcome run(long limitNs) {
    return inPageCache() ? OwnFiles.call(() -> runHere(limitNs)) : runHere(limitNs);
  }

  private boolean inPageCache() {
    try {
      int through = OpenFlags.O_DIRECT | OpenFlags.O_DSYNC;
      return calls.sync() == Sync.NONE && (Fcntl.getFlags(file) & through) == 0;
    } catch (ErrnoException closed) {
      return false; // the first call will say so
    }
  }

  /// The same on this thread.
  public Outcome runHere(long limitNs) {
    Permutation order = calls.order();
    long startNs = System.nanoTime();
    long nowNs = startNs;
    long done = 0;
    ErrnoException failure = null;
    try {
      while (done < calls.count() && nowNs - startNs < limitNs && !stop.getAsBoolean()) {
        nowNs = write(calls.offset(done, order));
        if (calls.sync() != Sync.NONE) {
          nowNs = sync(nowNs);
        }
        done++;
      }
    } catch (ErrnoException e) {
      failure = e;
      nowNs = System.nanoTime();
    }
    return new Outcome(
        written,
        writes,
        syncs,
        nowNs - startNs,
        done == calls.count(),
        Optional.ofNullable(failure));
  }

  /// Writes the block; returns the time after it.
  private long write(long offset) throws ErrnoException {
    long bytes = calls.blockBytes();
    long done = 0;
    long beforeNs = System.nanoTime();
    do {
      long part = Unistd.pwrite(file, block, done, bytes - done, offset + done);
      long afterNs = System.nanoTime();
      writes.record(afterNs - beforeNs);
      if (part == 0) {
        // There are bytes to write, so this is a file that takes none, and gives no reason.
        throw new ErrnoException("pwrite", file.toString(), Errno.EIO);
      }
      done += part;
      written += part;
      beforeNs = afterNs;
    } while (done < bytes);
    return beforeNs;
  }

  private long sync(long beforeNs) throws ErrnoException {
    call(calls.sync(), file);
    long afterNs = System.nanoTime();
    syncs.record(afterNs - beforeNs);
    return afterNs;
  }

  /// Makes a sync; nothing for [Sync#NONE].
  static void call(Sync sync, FileDescriptor file) throws ErrnoException {
    switch (sync) {
      case NONE -> {}
      case FSYNC -> Unistd.fsync(file);
      case FDATASYNC -> Unistd.fdatasync(file);
      case SYNC_FILE_RANGE -> Fcntl.syncFileRange(file, 0, 0, Fcntl.SYNC_FILE_RANGE_WRITE_AND_WAIT);
      case SYNCFS -> Unistd.syncfs(file);
    }
  }
}
