package dev.iotrace.correlate;

import dev.iotrace.correlate.XfsCheckpoint.Iclog;
import dev.iotrace.event.IclogClosed;
import dev.iotrace.event.LogSpaceTaken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The log of XFS: the running checkpoint, those on their way into the log, and the iclogs that
/// carry them (fs/xfs/xfs_log_cil.c, fs/xfs/xfs_log.c).
///
/// A push takes the running checkpoint a moment before it first takes space in an iclog. What
/// commits in that moment looks as if it were in the old checkpoint, but is in the new one. It is
/// found out when the old one is done, by the items that it unpins: a checkpoint's transactions are
/// a run of commits, and the first transaction of a new one pins all its items.
final class XfsLog {
  private final Calls calls;
  private final Safety safety;
  private final Deque<XfsCheckpoint> checkpoints = new ArrayDeque<>();
  private final Map<Integer, XfsCheckpoint> pushing = new HashMap<>();
  private final SequencedMap<Long, Iclog> closed = new LinkedHashMap<>();
  private Iclog filling = new Iclog();
  private long lastId;

  XfsLog(Calls calls, Safety safety) {
    this.calls = calls;
    this.safety = safety;
    begin();
  }

  private void begin() {
    checkpoints.add(new XfsCheckpoint(++lastId));
  }

  /// Takes the transactions that commit now.
  XfsCheckpoint running() {
    return checkpoints.getLast();
  }

  void taken(LogSpaceTaken space) {
    if (space.step() == LogSpaceTaken.BEGIN) {
      pushing.put(space.threadId(), running());
      running().transaction().commit();
      begin();
    }
    XfsCheckpoint pushed = pushing.get(space.threadId());
    if (pushed == null) {
      return; // its push began before the trace
    }
    pushed.writes(filling);
    if (space.step() == LogSpaceTaken.RECORD) {
      pushed.records(filling);
    }
  }

  void closed(IclogClosed event) {
    filling.close(event.logSector());
    closed.put(event.lsn(), filling);
    filling = new Iclog();
  }

  /// The iclog that a bio carries to this sector of the log, or, at the log's beginning, the rest
  /// of the one that did not fit at its end. Null when it was closed before the trace.
  @Nullable Iclog at(long logSector) {
    Iclog last = null;
    for (Iclog each : closed.values()) {
      if (each.logSector() == logSector) {
        return each;
      }
      if (last == null || each.logSector() > last.logSector()) {
        last = each;
      }
    }
    return logSector == 0 ? last : null;
  }

  /// An iclog is on the device, and so are the checkpoints whose commit records are in it, and all
  /// iclogs before it: they are done with in their order, those without a commit record silently
  /// (`xlog_state_iodone_process_iclog`, fs/xfs/xfs_log.c).
  void done(long lsn, long timeNs) {
    Iclog iclog = closed.get(lsn);
    if (iclog == null) {
      return;
    }
    List<Iclog> done = new ArrayList<>(2);
    do {
      done.add(closed.pollFirstEntry().getValue());
    } while (done.getLast() != iclog);
    done.forEach(Iclog::done);
    for (XfsCheckpoint each : List.copyOf(checkpoints)) {
      if (each.isRecordedBy(iclog)) {
        end(each);
        if (iclog.recordedNs() > 0) {
          safety.recorded(each.transaction(), iclog.recordedNs());
        } else {
          safety.committed(each.transaction(), timeNs);
        }
        each.iclogs().forEach(this::decide);
        settle(each.transaction());
      }
    }
    done.forEach(this::decide);
  }

  /// It has become certain which transactions are in the checkpoint.
  private void end(XfsCheckpoint checkpoint) {
    List<XfsChange> changes = checkpoint.changes();
    int end = 1;
    while (end < changes.size() && !changes.get(end).isLater()) {
      end++;
    }
    if (end < changes.size()) {
      List<XfsChange> later = new ArrayList<>(changes.subList(end, changes.size()));
      next(checkpoint).changes().addAll(0, later);
      changes.subList(end, changes.size()).clear();
    }
    checkpoints.remove(checkpoint);
    join(checkpoint);
  }

  private void join(XfsCheckpoint checkpoint) {
    for (XfsChange change : checkpoint.changes()) {
      change.joinTo(checkpoint.transaction(), calls);
    }
    checkpoint.changes().clear();
    checkpoint.transaction().end();
  }

  private XfsCheckpoint next(XfsCheckpoint after) {
    XfsCheckpoint next = running();
    for (XfsCheckpoint each : checkpoints) {
      boolean nearer = each.transaction().id() < next.transaction().id();
      if (each.transaction().id() > after.transaction().id() && nearer) {
        next = each;
      }
    }
    return next;
  }

  private void decide(Iclog iclog) {
    if (!iclog.decided() || iclog.transaction().ended()) {
      return;
    }
    Transaction all = iclog.transaction();
    for (XfsCheckpoint part : iclog.parts()) {
      part.transaction().causes().writes().forEach(all::join);
      all.causes().addAll(part.transaction().causes());
    }
    all.end();
    settle(all);
  }

  /// Lets go of the writes that waited for it, when nothing of it is in flight any more.
  void settle(Transaction transaction) {
    if (transaction.settled()) {
      List<LogicalWrite> writes = List.copyOf(transaction.causes().writes());
      writes.forEach(LogicalWrite::release);
      calls.retire(writes);
    }
  }

  /// The trace is over: what is not certain yet is taken for what it looks like.
  void close() {
    for (XfsCheckpoint each : checkpoints) {
      if (!each.changes().isEmpty() || !each.iclogs().isEmpty()) {
        join(each);
      }
    }
    for (Iclog each : closed.values()) {
      each.done();
      decide(each);
    }
  }

  /// What traced writes still wait for; empty when nothing.
  String awaiting() {
    for (XfsCheckpoint each : checkpoints) {
      boolean traced =
          each.changes().stream().anyMatch(change -> !change.causes().writes().isEmpty());
      if (traced) {
        return "checkpoint " + each.transaction().id() + " to reach the log";
      }
    }
    return "";
  }
}
