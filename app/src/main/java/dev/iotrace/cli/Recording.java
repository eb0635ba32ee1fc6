package dev.iotrace.cli;

import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Correlator;
import dev.iotrace.correlate.CorrelatorSetting;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.SumRead;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.report.Report;
import dev.iotrace.report.ReportBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Events become a report: one way for a live run and for a replay.
///
/// Events come on one thread, questions on another.
final class Recording implements Consumer<IoEvent>, CauseSink {
  private final Correlator correlator;
  private final ReportBuilder builder;
  private final List<Consumer<? super IoEvent>> eventWatchers = new ArrayList<>();
  private final List<CauseSink> causeWatchers = new ArrayList<>();
  private long lastEventNs;
  private long endNs = Long.MAX_VALUE;
  private boolean finished;

  Recording(TraceHeader header) {
    this.correlator = new Correlator(CorrelatorSetting.of(header), this);
    this.builder = new ReportBuilder(header);
  }

  /// Shows each event to somebody, after the correlator has taken it.
  Recording watchedBy(Consumer<? super IoEvent> watcher) {
    eventWatchers.add(watcher);
    return this;
  }

  /// Shows each finished request and write to somebody.
  Recording toldTo(CauseSink watcher) {
    causeWatchers.add(watcher);
    return this;
  }

  @Override
  public synchronized void accept(IoEvent event) {
    boolean sum = event instanceof IoEvent.OfTrace || event instanceof SumRead;
    if (event.timeNs() > endNs && !sum) {
      return;
    }
    lastEventNs = event.timeNs();
    builder.accept(event);
    correlator.accept(event);
    eventWatchers.forEach(watcher -> watcher.accept(event));
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

  @Override
  public void dirty(long timeNs, long pages) {
    causeWatchers.forEach(watcher -> watcher.dirty(timeNs, pages));
  }

  /// What happens after this kernel time is not recorded: while the probes are being detached, some
  /// are gone before others, and what is left is no whole picture.
  synchronized void endAt(long timeNs) {
    endNs = timeNs;
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

  /// Hands over what is left: no event follows but those that concern the trace itself.
  synchronized void finish() {
    if (!finished) {
      finished = true;
      correlator.finish();
    }
  }

  /// Ends the recording.
  synchronized Report report(TraceFooter footer) {
    finish();
    builder.kept(correlator.state());
    return builder.build(correlator.audit(), footer);
  }
}
