package dev.iotrace.report;

import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.AsyncCallSeen;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.CounterRead;
import dev.iotrace.event.ElsewhereMounted;
import dev.iotrace.event.ElsewhereWritten;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.FileNamed;
import dev.iotrace.event.FileOfSubvolume;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.LinesSkipped;
import dev.iotrace.event.OperationNamed;
import dev.iotrace.event.ProcessLeft;
import dev.iotrace.event.StructureFound;
import dev.iotrace.event.SummingBegun;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.ThreadNamed;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what the kernel does while it does it, a line for each telling moment, each with its time
/// since the first logical write. A request is told once its cause is known, so lines may be late.
///
/// The correlator first takes an event, then this; what is awaited, another thread says. Bounded:
/// after [#LINES_MAX] lines it is silent, for the report has everything.
public final class LiveTimeline implements CauseSink, AutoCloseable {
  /// Lines told before the rest is left to the report.
  static final int LINES_MAX = 200;

  /// Calls told one by one before they are only counted.
  private static final int CALLS_TOLD = 5;

  private final int workloadThread;
  private final Mode mode;
  private final Screen screen;
  private final Map<Integer, String> threadNames = new HashMap<>();
  private final Map<Long, CallIntended> running = new HashMap<>();
  private final Set<Long> joined = new HashSet<>();
  private OptionalLong zeroNs = OptionalLong.empty();
  private @Nullable RequestRun run;
  private long writes;
  private long syncs;
  private int lines;

  /// What the reader's end can show.
  public enum Mode {
    /// Lines, and one that says what is awaited and is overwritten.
    TERMINAL,
    /// Lines only.
    LINES,
    /// Nothing.
    SILENT;

    /// A dumb terminal gets no more than a pipe, and a pipe nothing unless asked.
    ///
    /// @param terminal whether stderr is a terminal
    /// @param term the environment's `TERM`, empty when unset
    public static Mode of(boolean terminal, String term, boolean verbose) {
      if (terminal && !term.isEmpty() && !term.equals("dumb")) {
        return TERMINAL;
      }
      return terminal || verbose ? LINES : SILENT;
    }
  }

  /// @param workloadThread the thread whose transactions are told
  /// @param out stderr
  public LiveTimeline(int workloadThread, PrintWriter out, Mode mode) {
    this(workloadThread, new PlainScreen(out, mode), mode);
  }

  /// @param workloadThread the thread whose transactions are told
  /// @param screen closed with this
  public LiveTimeline(int workloadThread, Screen screen, Mode mode) {
    this.workloadThread = workloadThread;
    this.screen = screen;
    this.mode = mode;
  }

  /// Takes an event of the trace, any kind, in kernel-time order.
  public synchronized void accept(IoEvent event) {
    switch (event) {
      case CallIntended call -> intended(call);
      case CallFinished call -> finished(call);
      case WorkloadEnded ended -> workloadEnded(ended);
      case CallEntered _, CallReturned _ -> {}
      case TaskStarted _, TaskEnded _, AsyncCallSeen _ -> {}
      case FileOfSubvolume _, OperationNamed _ -> {}
      case ThreadNamed named -> threadNames.put(named.threadId(), named.comm());
      case EventsLost lost ->
          tell(lost.timeNs(), Words.count(lost.count(), "event") + " lost: " + lost.source());
      case CounterRead _, FileNamed _, LinesSkipped _, ProcessLeft _ -> {}
      case StructureFound _, SummingBegun _ -> {}
      case ElsewhereWritten _, ElsewhereMounted _ -> {}
      case TransactionJoined join when join.threadId() == workloadThread ->
          joined.add(join.transaction());
      case CommitStarted start when joined.contains(start.transaction()) ->
          tell(start.timeNs(), "journal commit of transaction " + start.transaction() + " begins");
      case CommitEnded end when joined.remove(end.transaction()) ->
          tell(end.timeNs(), "transaction " + end.transaction() + " is committed");
      case IoEvent.OfFileSystem _ -> {}
      case IoEvent.OfBlockLayer _ -> {}
    }
  }

  @Override
  public synchronized void request(TracedRequest request) {
    if (request.owner() != Owner.TRACED) {
      return;
    }
    if (run == null || !run.takes(request)) {
      tellRun();
      run = new RequestRun(request);
    }
    run.add(request);
  }

  @Override
  public synchronized void write(TracedWrite write) {
    if (writes == 1 && write.durableNs() != 0) {
      tell(write.durableNs(), "the bytes are safe from now on");
    }
  }

  /// Shows what is still awaited, where that can be overwritten.
  public synchronized void awaiting(String what) {
    tellRun();
    screen.awaiting(what);
  }

  /// Tells what is left and leaves a clean line.
  @Override
  public synchronized void close() {
    tellRun();
    screen.close();
  }

  private void intended(CallIntended call) {
    running.put(call.id(), call);
    if (!call.call().writes()) {
      syncs++;
      return;
    }
    writes++;
    if (zeroNs.isEmpty()) {
      zeroNs = OptionalLong.of(call.timeNs());
    }
  }

  private void finished(CallFinished finished) {
    CallIntended call = running.remove(finished.id());
    boolean failed = finished.result() < 0;
    if (call == null || (writes + syncs > CALLS_TOLD && !failed)) {
      return;
    }
    String what =
        call.call().word() + "(" + (call.call().writes() ? Words.number(call.bytes()) : "") + ")";
    tell(
        finished.timeNs(),
        what + (failed ? " failed with errno " + -finished.result() : " returned"));
  }

  private void workloadEnded(WorkloadEnded ended) {
    if (writes + syncs > CALLS_TOLD) {
      tell(
          ended.timeNs(),
          Words.count(writes, "write") + " and " + Words.count(syncs, "sync") + " made");
    }
  }

  private void tellRun() {
    RequestRun told = run;
    if (told != null) {
      run = null;
      if (!heard()) {
        return; // before its text is made, which takes longer than all else here
      }
      String comm = threadNames.getOrDefault(told.threadId(), "thread " + told.threadId());
      tell(told.startNs(), told.text(comm));
    }
  }

  private void tell(long timeNs, String text) {
    tellRun();
    if (!heard()) {
      return;
    }
    lines++;
    String moment = Words.moment(timeNs - zeroNs.orElseThrow());
    screen.tell(
        lines > LINES_MAX
            ? "(much more happens: the report has it all)"
            : moment + "  " + SafeText.of(text));
  }

  private boolean heard() {
    return mode != Mode.SILENT && zeroNs.isPresent() && lines <= LINES_MAX;
  }
}
