package dev.iotrace.report;

import dev.iotrace.correlate.Audit;
import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.AsyncCallSeen;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.CounterRead;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.FileNamed;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.LinesSkipped;
import dev.iotrace.event.StructureFound;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.ThreadNamed;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Collects what a [Report] is made of. Remembers the workload's own writes and requests; those of
/// others are only counted, so that memory follows the workload and not the machine.
///
/// Used by one thread: give it every event and make it the correlator's sink, then [#build].
public final class ReportBuilder implements CauseSink {
  private final TraceHeader header;
  private final List<TracedRequest> requests = new ArrayList<>();
  private final List<TracedWrite> writes = new ArrayList<>();
  private final Map<Integer, String> threadNames = new HashMap<>();
  private final Sum unrelated = new Sum();
  private final StructureMap structures;
  private final Participants participants;
  private OptionalLong firstCallNs = OptionalLong.empty();
  private OptionalLong workloadEndedNs = OptionalLong.empty();
  private long syncs;
  private long skippedLines;

  /// For one run, live or replayed.
  public ReportBuilder(TraceHeader header) {
    this.header = header;
    structures = new StructureMap(header.target().fileSystem());
    participants = new Participants(header);
  }

  /// Takes an event of the trace, any kind.
  public void accept(IoEvent event) {
    if (event instanceof IoEvent.OfWorkload workload) {
      participants.accept(workload);
    }
    switch (event) {
      case CallIntended call when workloadEndedNs.isEmpty() -> intended(call);
      case CallIntended _ -> {} // the sync that settles is not the workload's
      case WorkloadEnded ended -> workloadEndedNs = OptionalLong.of(ended.timeNs());
      case ThreadNamed named -> threadNames.put(named.threadId(), named.comm());
      case CallEntered _, CallFinished _, CallReturned _ -> {}
      case TaskStarted _, TaskEnded _, AsyncCallSeen _ -> {}
      case FileNamed file -> participants.named(file);
      case InodeGone file -> participants.gone(file);
      case LinesSkipped skipped -> skippedLines += skipped.count();
      case StructureFound found -> structures.add(found);
      case CounterRead _, EventsLost _ -> {}
      case IoEvent.OfBlockLayer _ -> {}
      case IoEvent.OfFileSystem _ -> {}
    }
  }

  @Override
  public void request(TracedRequest request) {
    switch (request.owner()) {
      case TRACED -> {
        requests.add(request);
        unrelated.addPart(request, request.othersBytes());
      }
      case UNATTRIBUTED -> requests.add(request);
      case UNRELATED -> unrelated.add(request, request.bytes());
    }
  }

  @Override
  public void write(TracedWrite write) {
    writes.add(write);
  }

  /// The report.
  ///
  /// @param audit the correlator's, after its end
  /// @param footer how the trace ended
  public Report build(Audit audit, TraceFooter footer) {
    requests.sort(Comparator.comparingLong(TracedRequest::id));
    requests.forEach(structures::wrote);
    writes.sort(Comparator.comparingLong(TracedWrite::id));
    long zeroNs = zeroNs();
    Names names = new Names(threadNames, header.workload().file(), participants);
    Figures figures = new Figures(requests, logical(), workloadEndedNs);
    Map<Long, Caused> caused = figures.causedByWrite();
    List<WriteEntry> made =
        writes.stream()
            .map(w -> WriteEntry.of(w, names, caused.getOrDefault(w.id(), new Caused()), zeroNs))
            .toList();
    List<RequestEntry> sent =
        requests.stream().map(r -> RequestEntry.of(r, names, structures, zeroNs)).toList();
    return new Report(
        Report.SCHEMA,
        Report.Tool.of(header.tool()),
        Report.Host.of(header.host()),
        header.command(),
        Target.of(header.target()),
        new Report.Workload(header.workload().file(), header.workload().options()),
        outcome(footer),
        logical(),
        figures.atReturn(zeroNs),
        figures.settled(footer, zeroNs),
        figures.byCause(),
        Stages.of(sent, made),
        made,
        participants.processes(writes, requests, names),
        participants.files(writes, requests),
        sent,
        unrelated.totals(),
        figures.sum(Owner.UNATTRIBUTED).totals(),
        Books.of(
            audit,
            skippedLines,
            figures.writtenBytes() + unrelated.deviceBytes(),
            figures.attribution()));
  }

  private void intended(CallIntended call) {
    if (!call.call().writes()) {
      syncs++;
    }
    if (firstCallNs.isEmpty()) {
      firstCallNs = OptionalLong.of(call.timeNs());
    }
  }

  /// The first logical write, or what comes nearest to it when none was made.
  private long zeroNs() {
    return writes.stream()
        .filter(TracedWrite::isCall)
        .mapToLong(TracedWrite::startNs)
        .min()
        .orElse(firstCallNs.orElse(workloadEndedNs.orElse(0)));
  }

  private Report.Logical logical() {
    long bytes = writes.stream().filter(w -> w.result() >= 0).mapToLong(TracedWrite::bytes).sum();
    long calls = writes.stream().filter(TracedWrite::isCall).count();
    return new Report.Logical(
        calls, bytes, syncs + participants.syncs(), participants.unmeasured(writes));
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
