package dev.iotrace.perfetto;

import org.jspecify.annotations.Nullable;

/// How a journal or tree made changes safe. Times are kernel times, null for what the trace does
/// not have.
///
/// @param id the kernel's number of it: [Kind#TRANSACTION] its transaction id, [Kind#LOG_RECORD]
///   the LSN, [Kind#GENERATION] the newest generation at its end
/// @param joinedNs when a traced thread first changed something in it; only of a transaction
/// @param startedNs when it began to be written
/// @param threadId who wrote it; 0 when it was not written within the trace
record Commit(
    Kind kind,
    long id,
    int threadId,
    @Nullable Long joinedNs,
    @Nullable Long startedNs,
    @Nullable Long endedNs) {

  /// What it is called where.
  enum Kind {
    /// Of jbd2: `jbd2_start_commit` to `jbd2_end_commit`.
    TRANSACTION("transaction"),
    /// Of XFS: `xlog_iclog_switch` until the iclog is done.
    LOG_RECORD("log record"),
    /// Of btrfs: from the first tree block that is written to `btrfs_transaction_commit`.
    GENERATION("commit of btrfs");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Commit joined(@Nullable Long timeNs) {
    return new Commit(kind, id, threadId, timeNs, startedNs, endedNs);
  }

  Commit numbered(long number) {
    return new Commit(kind, number, threadId, joinedNs, startedNs, endedNs);
  }

  Commit ended(long timeNs) {
    return new Commit(kind, id, threadId, joinedNs, startedNs, timeNs);
  }
}
