package dev.iotrace.bench;

import dev.iotrace.report.Csv;
import dev.iotrace.report.Format;
import dev.iotrace.report.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The rounds of copies as CSV, a line for each.
public final class CopyCsv implements Format<BenchResult> {
  private static final List<String> HEADER =
      List.of(
          "strategy,round,state,bytes,calls,seconds,mb_per_s,closing_seconds,closed_mb_per_s",
          "return_device_bytes,device_bytes,device_writes,flushes,device_read_bytes,failure");

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
    return List.of(
        Csv.value(cell.strategy()),
        Csv.value(round.round()),
        Words.of(round.state()),
        Csv.value(round.bytes()),
        Csv.value(round.calls()),
        Csv.value(round.seconds()),
        Csv.value(round.mbPerS()),
        Csv.value(round.closingSeconds()),
        Csv.value(round.closedMbPerS()),
        Csv.value(round.returnDeviceBytes()),
        Csv.value(round.deviceBytes()),
        Csv.value(round.deviceWrites()),
        Csv.value(round.flushes()),
        Csv.value(round.deviceReadBytes()),
        Csv.name(round.failure()));
  }
}
