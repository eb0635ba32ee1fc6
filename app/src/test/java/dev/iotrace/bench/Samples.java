package dev.iotrace.bench;

import dev.iotrace.report.Report;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.Target;
import dev.iotrace.workload.Pattern;
import java.util.List;
import java.util.Map;

/// Results that were never measured.
final class Samples {
  static final Setting SETTING = Setting.sync("BUFFERED", Pattern.SEQ, 4096);

  private Samples() {}

  static Throughput round(int round, State state, double mbPerS) {
    Latencies latencies = new Latencies();
    latencies.record(1000);
    Latencies.Summary summary = latencies.summary().orElseThrow();
    return new Throughput(
        round, state, 8192, 2, 0.1, mbPerS, summary, 2, summary, 0.2, 1.5, 0, 8192, 2, 1L, 0, "");
  }

  /// Nothing was written, and nothing else is known.
  static Throughput nothing() {
    return new Throughput(
        1, State.FAILED, 0, 0, 0, 0, null, 0, null, null, null, 0, 0, 0, null, 0, "pwrite: EIO");
  }

  static BenchResult result(Report.Outcome outcome, List<Cell> cells) {
    return new BenchResult(
        BenchResult.SCHEMA,
        "1",
        "write",
        new Report.Host("6.18", "amd64", 2),
        List.of("bench", "write"),
        new Target(
            "/mnt",
            new Target.FileSystem("ext4", "", 4096, List.of("rw"), "ordered"),
            new Target.Device("loop0", "7:0", 512, 512, true, false, List.of(), List.of("loop0"))),
        Map.of("total", "8192"),
        outcome,
        cells);
  }
}
