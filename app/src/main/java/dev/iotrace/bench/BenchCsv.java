package dev.iotrace.bench;

import dev.iotrace.report.Csv;
import dev.iotrace.report.Format;
import dev.iotrace.report.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rounds as CSV, one line each: raw figures, for one's own statistics. The columns are the
/// properties of [Cell] and [Throughput]; what is not known is empty.
public final class BenchCsv implements Format<BenchResult> {
  private static final List<String> HEADER =
      List.of(
          "mode,strategy,engine,queue_depth,pattern,block_bytes",
          "round,state,bytes,calls,seconds,mb_per_s",
          "latency_min_ns,latency_mean_ns,latency_p50_ns,latency_p90_ns,latency_p99_ns",
          "latency_p999_ns,latency_max_ns",
          "syncs,sync_min_ns,sync_mean_ns,sync_p50_ns,sync_p90_ns,sync_p99_ns,sync_p999_ns",
          "sync_max_ns,closing_seconds,closed_mb_per_s",
          "return_device_bytes,device_bytes,device_writes,flushes,device_read_bytes,failure");

  private static final int SUMMARY = 7;

  @Override
  public void write(BenchResult result, Writer out) throws IOException {
    out.write(Csv.line(HEADER));
    for (Cell cell : result.cells()) {
      for (Throughput round : cell.rounds()) {
        out.write(Csv.line(fields(cell, round)));
      }
    }
  }

  private static List<String> fields(Cell cell, Throughput round) {
    List<String> fields = new ArrayList<>();
    add(
        fields,
        cell.mode(),
        cell.strategy(),
        cell.engine(),
        cell.queueDepth(),
        Words.of(cell.pattern()),
        cell.blockBytes(),
        round.round(),
        Words.of(round.state()),
        round.bytes(),
        round.calls(),
        round.seconds(),
        round.mbPerS());
    add(fields, round.latencyNs());
    add(fields, round.syncs());
    add(fields, round.syncLatencyNs());
    add(
        fields,
        round.closingSeconds(),
        round.closedMbPerS(),
        round.returnDeviceBytes(),
        round.deviceBytes(),
        round.deviceWrites(),
        round.flushes(),
        round.deviceReadBytes());
    fields.add(Csv.name(round.failure()));
    return fields;
  }

  private static void add(List<String> fields, @Nullable Object... values) {
    Arrays.stream(values).map(Csv::value).forEach(fields::add);
  }

  private static void add(List<String> fields, Latencies.@Nullable Summary summary) {
    if (summary == null) {
      fields.addAll(Collections.nCopies(SUMMARY, ""));
      return;
    }
    add(
        fields,
        summary.min(),
        summary.mean(),
        summary.p50(),
        summary.p90(),
        summary.p99(),
        summary.p999(),
        summary.max());
  }
}
