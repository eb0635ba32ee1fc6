package dev.iotrace.correlate;

import dev.iotrace.event.FileShifted;
import dev.iotrace.event.TransactionJoined;
import java.util.HashMap;
import java.util.Map;

/// Files in ext4 from which a part is cut out, or into which room is made. The thread first writes
/// back what is dirty, with the pieces where they were, and then moves them in one handle or more
/// of their own (`ext4_collapse_range`, `ext4_insert_range`, fs/ext4/extents.c).
final class FileShifts {
  private final Calls calls;
  private final boolean journaled;
  private final Map<Integer, FileShifted> begun = new HashMap<>();

  FileShifts(Calls calls, CorrelatorSetting setting) {
    this.calls = calls;
    this.journaled = setting.journal() != CorrelatorSetting.Journal.NONE;
  }

  void begin(FileShifted event) {
    begun.put(event.threadId(), event);
    if (!journaled) {
      end(event);
    }
  }

  /// A thread joins a transaction.
  void joined(TransactionJoined event) {
    FileShifted shift = begun.isEmpty() ? null : begun.get(event.threadId());
    boolean moves = event.handleType() == TransactionJoined.TRUNCATE;
    if (moves && shift != null && shift.inode() == event.inode()) {
      end(shift);
    }
  }

  private void end(FileShifted shift) {
    begun.remove(shift.threadId());
    if (calls.known(shift.inode())) {
      calls.file(shift.inode()).shift(shift.from(), shift.by());
    }
  }
}
