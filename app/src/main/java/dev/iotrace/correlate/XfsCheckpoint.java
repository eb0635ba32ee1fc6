package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A CIL context of XFS: the transactions that go to the log together.
final class XfsCheckpoint {
  private final Transaction transaction;
  private final List<XfsChange> changes = new ArrayList<>();
  private final Set<Iclog> iclogs = new LinkedHashSet<>(2);
  private @Nullable Iclog recordIn;

  /// An in-memory log buffer, from its first record until it is on the device.
  static final class Iclog {
    private final List<XfsCheckpoint> parts = new ArrayList<>(2);
    private @Nullable Transaction transaction;
    private long logSector;
    private long recordedNs;
    private boolean done;

    List<XfsCheckpoint> parts() {
      return parts;
    }

    /// It takes no more records.
    void close(long sector) {
      logSector = sector;
      transaction = new Transaction(parts.isEmpty() ? 0 : parts.getFirst().transaction.id());
      transaction.commit();
    }

    long logSector() {
      return logSector;
    }

    /// What its bios belong to: all its checkpoints together.
    Transaction transaction() {
      if (transaction == null) {
        throw new IllegalStateException("iclog used before it was closed");
      }
      return transaction;
    }

    /// It is on the device and flushed.
    void recorded(long timeNs) {
      recordedNs = timeNs;
    }

    /// When it was on the device and flushed, 0 when nobody saw it.
    long recordedNs() {
      return recordedNs;
    }

    void done() {
      done = true;
    }

    /// Whether nothing about its causes can change any more.
    boolean decided() {
      return done && parts.stream().allMatch(part -> part.transaction.ended());
    }
  }

  XfsCheckpoint(long id) {
    transaction = new Transaction(id);
  }

  Transaction transaction() {
    return transaction;
  }

  /// In the order of their commits.
  List<XfsChange> changes() {
    return changes;
  }

  Set<Iclog> iclogs() {
    return iclogs;
  }

  /// It has records in this iclog.
  void writes(Iclog iclog) {
    if (iclogs.add(iclog)) {
      iclog.parts.add(this);
    }
  }

  /// Its commit record is in this iclog.
  void records(Iclog iclog) {
    recordIn = iclog;
  }

  boolean isRecordedBy(Iclog iclog) {
    return recordIn == iclog;
  }
}
