package dev.iotrace.matrix;

import dev.iotrace.bench.Cell;
import dev.iotrace.bench.Latencies;
import dev.iotrace.bench.Throughput;
import dev.iotrace.report.Csv;
import dev.iotrace.report.Format;
import dev.iotrace.report.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runs as CSV, a line each, cell by cell: raw figures, for one's own statistics. The columns
/// are the properties of [Throughput].
public final class MatrixCsv implements Format<MatrixResult> {
  private static final List<String> HEADER =
      List.of(
          "mode,block_bytes,round,state,bytes,calls,seconds,mb_per_s",
          "p50_ns,p90_ns,p99_ns,p999_ns,max_ns",
          "syncs,sync_p50_ns,sync_p90_ns,sync_p99_ns,sync_p999_ns,sync_max_ns",
          "closing_seconds,closed_mb_per_s,return_device_bytes,device_bytes,device_writes,flushes",
          "device_read_bytes,failure");

  private static final int PERCENTILES = 5;

  @Override
  public void write(MatrixResult result, Writer out) throws IOException {
    out.write(Csv.line(HEADER));
    for (Cell cell : result.document().cells()) {
      for (Throughput round : cell.rounds()) {
        out.write(Csv.line(fields(cell, round)));
      }
    }
  }

  private static List<String> fields(Cell cell, Throughput round) {
    List<String> fields = new ArrayList<>(List.of(cell.mode()));
    add(fields, cell.blockBytes(), round.round(), Words.of(round.state()), round.bytes());
    add(fields, round.calls(), round.seconds(), round.mbPerS());
    fields.addAll(percentiles(round.latencyNs()));
    add(fields, round.syncs());
    fields.addAll(percentiles(round.syncLatencyNs()));
    add(fields, round.closingSeconds(), round.closedMbPerS());
    add(fields, round.returnDeviceBytes(), round.deviceBytes(), round.deviceWrites());
    add(fields, round.flushes(), round.deviceReadBytes());
    fields.add(Csv.name(round.failure()));
    return fields;
  }

  private static void add(List<String> fields, @Nullable Object... values) {
    for (Object value : values) {
      fields.add(Csv.value(value));
    }
  }

  private static List<String> percentiles(Latencies.@Nullable Summary calls) {
    if (calls == null) {
      return Collections.nCopies(PERCENTILES, "");
    }
    List<String> fields = new ArrayList<>();
    add(fields, calls.p50(), calls.p90(), calls.p99(), calls.p999(), calls.max());
    return fields;
  }
}
