package dev.iotrace.copy;

import dev.iotrace.report.Words;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Stat;
import java.util.List;
import java.util.Optional;

/// The bytes on their way from one open file to the other, and how far they came.
final class Passage {
  private final CopySpec spec;
  private final Source source;
  private final Destination destination;
  private final Copier.Watcher watcher;
  private final Room room;

  private long bytes;
  private long holeBytes;
  private long ns;

  /// What the source was seen to be cut to; it may be longer again.
  private long shortest = Long.MAX_VALUE;

  private Allocated allocated = Allocated.NOTHING;
  private Optional<CopyRefused> stopped = Optional.empty();
  private boolean interrupted;

  Passage(CopySpec spec, Source source, Destination destination, Copier.Watcher watcher) {
    this.spec = spec;
    this.source = source;
    this.destination = destination;
    this.watcher = watcher;
    this.room = new Room(destination, spec.reserveBytes());
  }

  /// Copies all, or up to where it cannot go on: then the file is cut there.
  ///
  /// @throws CopyRefused when the strategy does not do for these files; nothing was copied
  void run(Strategy strategy) throws ErrnoException {
    try (Mover mover = Mover.open(strategy, source, destination)) {
      room.require(spec.preallocation().takesRoom() ? source.bytes() : 0);
      allocated = Allocated.give(destination, preallocation(strategy), source.bytes());
      long start = System.nanoTime();
      try {
        interrupted = !moveAll(mover);
      } finally {
        ns = System.nanoTime() - start;
      }
      requireWholeSource();
      setLength(interrupted ? bytes : source.bytes());
    } catch (ErrnoException e) {
      stop(new Stopped(CopyRefused.cause(e), mend(e)));
    } catch (Stopped e) {
      stop(e);
    }
  }

  /// A mapped file cannot grow. XFS gives a file that grows more blocks than it needs
  /// (`xfs_iomap_prealloc_size`, fs/xfs/xfs_iomap.c), which would stay where a hole is to be.
  private Preallocation preallocation(Strategy strategy) {
    boolean needsLength = strategy == Strategy.MMAP || spec.sparse();
    return needsLength && spec.preallocation() == Preallocation.NONE
        ? Preallocation.TRUNCATE
        : spec.preallocation();
  }

  private boolean moveAll(Mover mover) throws ErrnoException, Stopped {
    spec.advice().give(source.file());
    boolean findsHoles = spec.sparse() && mover.stepBytes() == Mover.STEP_BYTES;
    List<DataRanges.Range> ranges =
        findsHoles
            ? DataRanges.of(source.file(), source.bytes(), mover.alignment())
            : DataRanges.whole(source.bytes());
    for (DataRanges.Range range : ranges) {
      pass(range.start());
      while (bytes < range.end()) {
        long step = Math.min(mover.stepBytes(), range.end() - bytes);
        room.require(spec.preallocation().takesRoom() ? 0 : mover.roomFor(step));
        if (!moveStep(mover, step)) {
          return false;
        }
      }
    }
    pass(source.bytes());
    return true;
  }

  /// From here to there is a hole.
  private void pass(long to) {
    holeBytes += to - bytes;
    bytes = to;
  }

  private boolean moveStep(Mover mover, long step) throws ErrnoException, Stopped {
    long end = bytes + step;
    while (bytes < end) {
      if (!watcher.copied(bytes, source.bytes())) {
        return false;
      }
      long moved = mover.move(bytes, end - bytes);
      if (moved == 0) {
        requireWholeSource();
        throw new Stopped(
            source.path() + " gave no byte at " + Words.number(bytes), "try another --strategy");
      }
      bytes += moved;
    }
    return true;
  }

  /// What a mapping shows behind the source's new end is zeros, up to the end of the page.
  private void requireWholeSource() throws ErrnoException, Stopped {
    long left = source.bytesLeft();
    shortest = Math.min(shortest, left);
    if (left < source.bytes()) {
      throw new Stopped(
          source.path() + " was cut to " + Words.number(left) + " bytes meanwhile",
          "copy again when nobody shortens it");
    }
  }

  private void stop(Stopped why) throws ErrnoException {
    bytes = Math.min(bytes, Math.min(shortest, source.bytesLeft()));
    holeBytes = Math.min(holeBytes, bytes);
    destination.cut(bytes);
    stopped =
        Optional.of(
            CopyRefused.stopped(bytes, source.bytes(), destination.path(), why.why(), why.mend()));
  }

  private void setLength(long length) throws ErrnoException {
    if (Stat.of(destination.file()).bytes() != length) {
      destination.cut(length);
    }
  }

  private static String mend(ErrnoException e) {
    return switch (e.errno()) {
      case Errno.ENOSPC, Errno.EDQUOT -> "make room, or remove it";
      case Errno.EFBIG -> "'ulimit -f' or the file system allows no more";
      case Errno.EOPNOTSUPP -> "the file system does not do that: choose otherwise";
      default -> "the kernel's log may tell more";
    };
  }

  long bytes() {
    return bytes;
  }

  long holeBytes() {
    return holeBytes;
  }

  long ns() {
    return ns;
  }

  Allocated allocated() {
    return allocated;
  }

  Optional<CopyRefused> stopped() {
    return stopped;
  }

  boolean interrupted() {
    return interrupted;
  }
}
