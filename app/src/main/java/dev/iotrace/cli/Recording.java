package dev.iotrace.cli;

import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Correlator;
import dev.iotrace.correlate.CorrelatorSetting;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.report.Report;
import dev.iotrace.report.ReportBuilder;
import java.util.List;
import java.util.function.Consumer;

/// Events become a report: one way for a live run and for a replay.
///
/// Events come on one thread, questions on another.
final class Recording implements Consumer<IoEvent>, CauseSink {
  private final Correlator correlator;
  private final ReportBuilder builder;
  private final List<Consumer<? super IoEvent>> eventWatchers;
  private final List<CauseSink> causeWatchers;
  private long lastEventNs;

  /// @param eventWatchers see each event first: the trace file, the timeline
  /// @param causeWatchers see each finished request and write
  Recording(
      TraceHeader header,
      List<Consumer<? super IoEvent>> eventWatchers,
      List<CauseSink> causeWatchers) {
    this.correlator = new Correlator(CorrelatorSetting.of(header), this);
    this.builder = new ReportBuilder(header);
    this.eventWatchers = eventWatchers;
    this.causeWatchers = causeWatchers;
  }

  @Override
  public synchronized void accept(IoEvent event) {
    lastEventNs = event.timeNs();
    eventWatchers.forEach(watcher -> watcher.accept(event));
    builder.accept(event);
    correlator.accept(event);
  }

  @Override
  public void request(TracedRequest request) {
    builder.request(request);
    causeWatchers.forEach(watcher -> watcher.request(request));
  }

  @Override
  public void write(TracedWrite write) {
    builder.write(write);
    causeWatchers.forEach(watcher -> watcher.write(write));
  }

  /// [Correlator#settled()].
  synchronized boolean settled() {
    return correlator.settled();
  }

  /// [Correlator#awaiting()].
  synchronized String awaiting() {
    return correlator.awaiting();
  }

  /// Kernel time of the latest event.
  synchronized long lastEventNs() {
    return lastEventNs;
  }

  /// Ends the recording.
  synchronized Report report(TraceFooter footer) {
    correlator.finish();
    return builder.build(correlator.audit(), footer);
  }
}
