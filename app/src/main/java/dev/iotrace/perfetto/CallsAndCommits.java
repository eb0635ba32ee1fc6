package dev.iotrace.perfetto;

import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.ThreadNamed;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.report.Report;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.WriteEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps of a trace what a timeline shows and a report leaves out: the calls that only sync, the
/// commits, how many pages were dirty, whose thread is whose, and at what kernel time the report's
/// times begin.
///
/// Used by one thread: give it every event, and what the correlator finds. Memory follows the
/// number of syncs and commits; of the dirty pages it keeps a series that is no longer than
/// [PageSeries#MOST].
public final class CallsAndCommits implements Consumer<IoEvent>, CauseSink {
  private final boolean tree;
  private final List<SyncCall> syncs = new ArrayList<>();
  private final Map<Long, Integer> intended = new HashMap<>();
  private final Map<Integer, Integer> entered = new HashMap<>();
  private final Commits commits = new Commits();
  private final PageSeries dirty = new PageSeries(PageSeries.MOST);
  private final long pageBytes;
  private final Map<Integer, Integer> processes = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final List<TracedWrite> firstWrite = new ArrayList<>(1);
  private final List<TracedRequest> firstRequest = new ArrayList<>(1);

  /// Of one run, live or replayed.
  public CallsAndCommits(TraceHeader header) {
    tree = header.workload().tree();
    pageBytes = header.host().pageBytes();
    if (tree) {
      processes.put(header.threadId(), header.threadId());
    }
  }

  @Override
  public void accept(IoEvent event) {
    switch (event) {
      case CallIntended call when call.call().syncs() ->
          intended.put(call.id(), begin(call.call(), call.threadId(), call.inode(), call.timeNs()));
      case CallFinished call -> end(intended.remove(call.id()), call.timeNs(), call.result());
      // The driver tells its own calls, and the kernel only witnesses them.
      case CallEntered call when tree && call.call().syncs() ->
          entered.put(
              call.threadId(), begin(call.call(), call.threadId(), call.inode(), call.timeNs()));
      case CallReturned call when call.call().syncs() ->
          end(entered.remove(call.threadId()), call.timeNs(), call.result());
      case TaskStarted task -> started(task);
      case ThreadNamed named -> names.put(named.threadId(), named.comm());
      case IoEvent.OfFileSystem commit -> commits.accept(commit);
      case IoEvent.OfWorkload _, IoEvent.OfTrace _, IoEvent.OfBlockLayer _ -> {}
    }
  }

  @Override
  public void write(TracedWrite write) {
    if (firstWrite.isEmpty()) {
      firstWrite.add(write);
    }
  }

  @Override
  public void request(TracedRequest request) {
    if (firstRequest.isEmpty() && request.owner() != Owner.UNRELATED) {
      firstRequest.add(request);
    }
  }

  @Override
  public void dirty(long timeNs, long pages) {
    dirty.add(timeNs, pages);
  }

  /// How much was dirty in memory at a time.
  Counter dirtyBytes() {
    Counter counter = Counter.ofBytes("dirty bytes of traced files");
    dirty.changes((timeNs, pages) -> counter.add(timeNs, pages * pageBytes));
    return counter;
  }

  /// The kernel time from which the report's times count: known of any write or request that stands
  /// in both. 0 without one; then the report has no time, either.
  long zeroNs(Report report) {
    for (TracedWrite seen : firstWrite) {
      for (WriteEntry entry : report.writes()) {
        if (entry.id() == seen.id()) {
          return seen.startNs() - entry.startNs();
        }
      }
    }
    for (TracedRequest seen : firstRequest) {
      for (RequestEntry entry : report.requests()) {
        if (entry.id() == seen.id()) {
          return seen.times().issuedNs() - entry.issuedNs();
        }
      }
    }
    return 0;
  }

  /// In the order of their beginning.
  List<SyncCall> syncs() {
    return syncs;
  }

  /// Those that ended in the order of their end, then those that did not.
  List<Commit> commits() {
    return commits.all();
  }

  /// The process of a thread, 0 when nobody told.
  int process(int threadId) {
    return processes.getOrDefault(threadId, 0);
  }

  /// What the thread was called last, empty when nobody could tell.
  String comm(int threadId) {
    return names.getOrDefault(threadId, "");
  }

  private int begin(Syscall call, int threadId, long inode, long timeNs) {
    syncs.add(new SyncCall(call, threadId, inode, timeNs, null, 0));
    return syncs.size() - 1;
  }

  private void end(@Nullable Integer index, long timeNs, long result) {
    if (index != null) {
      syncs.set(index, syncs.get(index).returned(timeNs, result));
    }
  }

  private void started(TaskStarted task) {
    int process = task.thread() ? process(task.threadId()) : task.childId();
    if (process != 0) {
      processes.put(task.childId(), process);
    }
  }
}
