package dev.iotrace.perfetto;

import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.GenerationCommitted;
import dev.iotrace.event.GenerationUnblocked;
import dev.iotrace.event.IclogClosed;
import dev.iotrace.event.IclogDone;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TransactionJoined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The commits that a trace has seen, of whatever file system.
final class Commits {
  private final List<Commit> ended = new ArrayList<>();
  private final Map<Long, Commit> transactions = new LinkedHashMap<>();
  private final Map<Long, Commit> logRecords = new LinkedHashMap<>();
  private final Map<Integer, Commit> generations = new LinkedHashMap<>();

  void accept(IoEvent.OfFileSystem event) {
    switch (event) {
      case TransactionJoined join ->
          transactions.computeIfAbsent(join.transaction(), id -> joined(id, join.timeNs()));
      case CommitStarted start ->
          transactions.merge(
              start.transaction(),
              started(
                  Commit.Kind.TRANSACTION, start.transaction(), start.threadId(), start.timeNs()),
              (before, now) -> now.joined(before.joinedNs()));
      case CommitEnded end -> end(transactions.remove(end.transaction()), end.timeNs());
      case IclogClosed closed ->
          logRecords.put(
              closed.lsn(),
              started(Commit.Kind.LOG_RECORD, closed.lsn(), closed.threadId(), closed.timeNs()));
      case IclogDone done -> end(logRecords.remove(done.lsn()), done.timeNs());
      case GenerationUnblocked begun ->
          generations.put(
              begun.threadId(),
              started(Commit.Kind.GENERATION, 0, begun.threadId(), begun.timeNs()));
      case GenerationCommitted done -> {
        Commit commit = generations.remove(done.threadId());
        end(commit == null ? null : commit.numbered(done.generation()), done.timeNs());
      }
      case IoEvent.OfFileSystem _ -> {}
    }
  }

  List<Commit> all() {
    List<Commit> all = new ArrayList<>(ended);
    all.addAll(transactions.values());
    all.addAll(logRecords.values());
    all.addAll(generations.values());
    return all;
  }

  private static Commit joined(long id, long timeNs) {
    return new Commit(Commit.Kind.TRANSACTION, id, 0, timeNs, null, null);
  }

  private static Commit started(Commit.Kind kind, long id, int threadId, long timeNs) {
    return new Commit(kind, id, threadId, null, timeNs, null);
  }

  /// An end whose beginning was before the trace says nothing of how long it took.
  private void end(@Nullable Commit commit, long timeNs) {
    if (commit != null && commit.startedNs() != null) {
      ended.add(commit.ended(timeNs));
    }
  }
}
