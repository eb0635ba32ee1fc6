package dev.iotrace.perfetto;

import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.WriteEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import perfetto.protos.PerfettoProtos.TrackEvent;

/// Arrows from causes to requests: from each write to those that it shares in, and from the commit
/// of a transaction to those that wrote it.
///
/// A flow cannot fork, so each arrow has an id of its own. A viewer takes the earlier end for the
/// source, so a request from before its write, such as a read to make the file, has no arrow; that
/// it belongs to the write stands among its annotations.
final class Flows {
  private final Map<Long, List<Long>> ofWrites = new HashMap<>();
  private final Map<Long, List<Long>> ofCommits = new HashMap<>();
  private final Map<Long, List<Long>> ofRequests = new HashMap<>();

  Flows(Source source, Packets packets) {
    Map<Long, Long> writes = new HashMap<>();
    for (WriteEntry write : source.report().writes()) {
      writes.put(write.id(), source.at(write.startNs()));
    }
    Map<Long, Long> commits = new HashMap<>();
    for (Commit commit : source.beside().commits()) {
      Long startedNs = commit.startedNs();
      if (commit.kind() == Commit.Kind.TRANSACTION && startedNs != null) {
        commits.put(commit.id(), startedNs);
      }
    }
    for (RequestEntry request : source.report().requests()) {
      long queuedNs = source.at(request.queuedNs());
      for (Long write : request.causedBy()) {
        if (writes.getOrDefault(write, Long.MAX_VALUE) <= queuedNs) {
          arrow(ofWrites, write, request, packets.nextId());
        }
      }
      Long transaction = request.transaction();
      if (transaction != null && commits.getOrDefault(transaction, Long.MAX_VALUE) <= queuedNs) {
        arrow(ofCommits, transaction, request, packets.nextId());
      }
    }
  }

  private void arrow(Map<Long, List<Long>> from, Long cause, RequestEntry request, long flow) {
    from.computeIfAbsent(cause, _ -> new ArrayList<>()).add(flow);
    ofRequests.computeIfAbsent(request.id(), _ -> new ArrayList<>()).add(flow);
  }

  /// They begin at the write's slice.
  void leave(WriteEntry write, TrackEvent.Builder slice) {
    slice.addAllFlowIds(ofWrites.getOrDefault(write.id(), List.of()));
  }

  /// They begin at the commit's slice.
  void leave(Commit commit, TrackEvent.Builder slice) {
    if (commit.kind() == Commit.Kind.TRANSACTION) {
      slice.addAllFlowIds(ofCommits.getOrDefault(commit.id(), List.of()));
    }
  }

  /// They end at the request's slice.
  void arrive(RequestEntry request, TrackEvent.Builder slice) {
    slice.addAllTerminatingFlowIds(ofRequests.getOrDefault(request.id(), List.of()));
  }
}
