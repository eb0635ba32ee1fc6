package dev.iotrace.correlate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which bytes of a file on XFS stand in blocks that its metadata, in memory, calls written, and
/// which writes wait for that: a transaction after their arrival does it, and without it they are
/// not safe.
final class XfsRecords {
  private final ByteRanges recorded = new ByteRanges();
  private final Set<LogicalWrite> waiting = new LinkedHashSet<>();

  /// Bytes of these writes are on their way.
  ///
  /// @param reachable the bytes of the file that a power cut leaves reachable
  void submitted(List<LogicalWrite> writes, ByteRanges reachable) {
    for (LogicalWrite write : writes) {
      boolean waits =
          write.needsMetadata()
              && !recorded.covers(write.offset(), write.end())
              && !reachable.covers(write.offset(), write.end());
      if (waits && waiting.add(write)) {
        write.needs();
      }
    }
  }

  /// The transaction that they wait for, `end` not included.
  void record(long start, long end) {
    recorded.add(start, end);
    waiting.removeIf(
        write -> {
          boolean done = recorded.covers(write.offset(), write.end());
          if (done) {
            write.needless();
          }
          return done;
        });
  }

  /// What stands in the file there, `end` not included, stands in other blocks from now on, or
  /// nowhere.
  void cut(long start, long end) {
    recorded.remove(start, end);
  }

  /// The write is finished with.
  void forget(LogicalWrite write) {
    waiting.remove(write);
  }

  /// Whether no write waits.
  boolean isIdle() {
    return waiting.isEmpty();
  }
}
