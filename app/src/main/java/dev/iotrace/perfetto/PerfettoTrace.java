package dev.iotrace.perfetto;

import dev.iotrace.report.Observed;
import dev.iotrace.report.Report;
import dev.iotrace.report.Words;
import dev.iotrace.report.WriteEntry;
import java.io.IOException;
import java.io.OutputStream;
import perfetto.protos.PerfettoProtos.TrackDescriptor;

/// A report as a trace of Perfetto: tracks for the run, the threads with their calls, the
/// transactions with their commits, and the requests; arrows from cause to request; counters. The
/// same report gives the same bytes.
///
/// What a report of very many writes and requests only adds up is not here, either; the run's slice
/// says how many they are.
///
/// Times are the kernel's (`CLOCK_BOOTTIME`), as the probes told them: a system trace of the same
/// boot fits beside it.
public final class PerfettoTrace {
  private final Source source;
  private final Packets packets;

  private PerfettoTrace(Source source, Packets packets) {
    this.source = source;
    this.packets = packets;
  }

  /// Writes the whole of it; does not close the stream.
  ///
  /// @param beside has seen the whole of the same trace
  public static void write(Report report, CallsAndCommits beside, OutputStream out)
      throws IOException {
    Source source = Source.of(report, beside);
    Packets packets = new Packets(source.zeroNs() ^ report.target().path().hashCode());
    PerfettoTrace trace = new PerfettoTrace(source, packets);
    Flows flows = new Flows(source, packets);
    trace.putRun();
    new CallTracks(source, flows, packets).put();
    trace.putNotDurable();
    beside.dirtyBytes().put(0, packets);
    new CommitTracks(source, flows, packets).put();
    new RequestTracks(source, flows, packets).put();
    packets.writeTo(out);
  }

  /// From the first write until all had settled, and how far the trace can be trusted.
  private void putRun() {
    Report report = source.report();
    if (report.writes().isEmpty()) {
      return; // without one there is no first write
    }
    Report.Unlisted more = report.unlisted();
    Notes run =
        new Notes("books " + Words.of(report.audit().verdict()).replace('_', ' '), "run")
            .with("outcome", Words.of(report.outcome().state()))
            .with("failure", report.outcome().failure())
            .with("logical_writes", report.logical().writes())
            .with("logical_bytes", report.logical().bytes())
            .with("device_bytes", report.settled().deviceBytes())
            .with("unrelated_bytes", report.unrelated().deviceBytes())
            .with("unattributed_bytes", report.unattributed().deviceBytes())
            .with("unlisted_requests", more == null ? null : more.requests())
            .with("unlisted_writes", more == null ? null : more.writes())
            .with("tool", Observed.tool(report.tool()))
            .with("kernel", Observed.host(report.host()))
            .with("file_system", Observed.fileSystem(report.target().fileSystem()))
            .with("path", report.target().path());
    long track = packets.track(0, TrackDescriptor.newBuilder().setName("iotrace"));
    Long endNs = source.atOrNull(report.settled().afterNs());
    packets.slice(track, new Span(source.at(0), endNs, run.event(), null));
  }

  /// What a power cut would still have taken: written, the call has returned, and not durable yet.
  private void putNotDurable() {
    Counter counter = Counter.ofBytes("bytes written and not durable");
    for (WriteEntry write : source.report().writes()) {
      long returnedNs = source.at(write.startNs() + write.latencyNs());
      Long durableNs = source.atOrNull(write.durableAfterNs());
      if (write.result() > 0 && (durableNs == null || durableNs > returnedNs)) {
        counter.between(returnedNs, durableNs, write.bytes());
      }
    }
    counter.put(0, packets);
  }
}
