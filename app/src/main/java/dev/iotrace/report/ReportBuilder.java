package dev.iotrace.report;

import dev.iotrace.correlate.Audit;
import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.State;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.AsyncCallSeen;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.CounterRead;
import dev.iotrace.event.ElsewhereMounted;
import dev.iotrace.event.ElsewhereWritten;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.FileNamed;
import dev.iotrace.event.FileOfSubvolume;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.LinesSkipped;
import dev.iotrace.event.OperationNamed;
import dev.iotrace.event.ProcessLeft;
import dev.iotrace.event.StructureFound;
import dev.iotrace.event.SummingBegun;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.ThreadNamed;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Collects what a [Report] is made of: sums of all, and the first of the workload's own writes and
/// requests one by one ([Listing]).
///
/// Used by one thread: give it every event and make it the correlator's sink, then [#build].
public final class ReportBuilder implements CauseSink {
  private final TraceHeader header;
  private final Listing listing;
  private final Figures figures = new Figures();
  private final WriteSums writes = new WriteSums();
  private final Stages.Measured stages = new Stages.Measured();
  private final Map<Integer, String> threadNames = new HashMap<>();
  private final Sum unrelated = new Sum();
  private final StructureMap structures;
  private final Participants participants;
  private final Syncs syncs;
  private final Losses losses = new Losses();
  private @Nullable State state;
  private OptionalLong firstCallNs = OptionalLong.empty();
  private OptionalLong workloadEndedNs = OptionalLong.empty();
  private OptionalLong summedFromNs = OptionalLong.empty();
  private long skippedLines;
  private final List<Integer> leftRunning = new ArrayList<>();
  private final Elsewhere elsewhere = new Elsewhere();

  /// For one run, live or replayed.
  public ReportBuilder(TraceHeader header) {
    this(header, Listing.of(header.workload()));
  }

  ReportBuilder(TraceHeader header, Listing listing) {
    this.header = header;
    this.listing = listing;
    structures = new StructureMap(header.target().fileSystem());
    participants = new Participants(header);
    syncs = new Syncs(header.workload().tree(), listing.most());
  }

  /// Takes an event of the trace, any kind.
  public void accept(IoEvent event) {
    if (event instanceof IoEvent.OfWorkload workload) {
      participants.accept(workload);
      syncs.accept(workload);
    }
    switch (event) {
      case CallIntended call when workloadEndedNs.isEmpty() -> intended(call);
      case CallIntended _ -> {} // the sync that settles is not the workload's
      case WorkloadEnded ended -> workloadEndedNs = OptionalLong.of(ended.timeNs());
      case ThreadNamed named -> threadNames.put(named.threadId(), named.comm());
      case CallEntered _, CallFinished _, CallReturned _ -> {}
      case TaskStarted _, TaskEnded _, AsyncCallSeen _ -> {}
      case FileOfSubvolume _, OperationNamed _ -> {}
      case FileNamed file -> participants.named(file);
      case InodeGone file -> participants.gone(file);
      case LinesSkipped skipped -> skippedLines += skipped.count();
      case ProcessLeft left -> leftRunning.add(left.processId());
      case ElsewhereWritten written -> elsewhere.add(written);
      case ElsewhereMounted mounted -> elsewhere.add(mounted);
      case StructureFound found -> structures.add(found);
      case SummingBegun begun when summedFromNs.isEmpty() ->
          summedFromNs = OptionalLong.of(begun.timeNs());
      case SummingBegun _ -> {}
      case EventsLost lost -> losses.add(lost);
      case CounterRead _ -> {}
      case IoEvent.OfBlockLayer _ -> {}
      case IoEvent.OfFileSystem _ -> {}
    }
  }

  @Override
  public void request(TracedRequest request) {
    switch (request.owner()) {
      case TRACED -> {
        own(request);
        unrelated.addPart(request, request.othersBytes());
      }
      case UNATTRIBUTED -> own(request);
      case UNRELATED -> unrelated.add(request, request.bytes());
    }
  }

  private void own(TracedRequest request) {
    listing.add(request);
    figures.add(request, workloadEndedNs);
    stages.add(request);
    participants.add(request);
    structures.wrote(request);
  }

  @Override
  public void write(TracedWrite write) {
    listing.add(write);
    writes.add(write);
    stages.add(write);
    participants.add(write);
  }

  /// How much the correlator kept; for a command, whose writes may be many.
  public void kept(State most) {
    state = header.workload().tree() ? most : null;
  }

  /// The report.
  ///
  /// @param audit the correlator's, after its end
  /// @param footer how the trace ended
  public Report build(Audit audit, TraceFooter footer) {
    long zeroNs = zeroNs();
    Report.Logical logical = logical(zeroNs);
    Names names = new Names(threadNames, header.workload().file(), participants);
    List<WriteEntry> made =
        listing.writes().stream()
            .map(w -> WriteEntry.of(w, names, listing.caused(w), zeroNs))
            .toList();
    List<RequestEntry> sent =
        listing.requests().stream()
            .map(r -> RequestEntry.of(r, names, structures, zeroNs))
            .toList();
    return new Report(
        Report.SCHEMA,
        Report.Tool.of(header.tool()),
        Report.Host.of(header.host()),
        header.command(),
        Target.of(header.target()),
        new Report.Workload(header.workload().file(), header.workload().options()),
        outcome(footer),
        logical,
        figures.atReturn(logical, workloadEndedNs, zeroNs),
        figures.settled(logical, footer, zeroNs),
        figures.byCause(),
        stages.stages(),
        made,
        syncs.entries(names, zeroNs),
        participants.processes(names),
        participants.files(),
        leftRunning.stream().map(id -> new Report.LeftRunning(id, names.comm(id))).toList(),
        elsewhere.entries(),
        sent,
        listing.unlisted(zeroNs),
        unrelated.totals(),
        figures.unattributed().totals(),
        Books.of(
            audit,
            new Books.Beside(skippedLines, losses.all(), state),
            figures.writtenBytes() + unrelated.deviceBytes(),
            figures.attribution()));
  }

  private void intended(CallIntended call) {
    if (firstCallNs.isEmpty()) {
      firstCallNs = OptionalLong.of(call.timeNs());
    }
  }

  /// The first logical write, or what comes nearest to it when none was made.
  private long zeroNs() {
    return writes.firstNs().orElse(firstCallNs.orElse(workloadEndedNs.orElse(0)));
  }

  private Report.Logical logical(long zeroNs) {
    return new Report.Logical(
        writes.calls(),
        writes.bytes(),
        syncs.count(),
        participants.unmeasured(writes.stores()),
        summedFromNs.isPresent() ? summedFromNs.getAsLong() - zeroNs : null);
  }

  private static Report.Outcome outcome(TraceFooter footer) {
    Report.State state = Report.State.COMPLETE;
    if (footer.interrupted()) {
      state = Report.State.INTERRUPTED;
    } else if (!footer.failure().isEmpty()) {
      state = Report.State.FAILED;
    }
    return new Report.Outcome(state, footer.failure());
  }
}
