package dev.iotrace.cli;

import dev.iotrace.event.TraceFooter;
import dev.iotrace.report.Report;
import dev.iotrace.trace.TraceReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace report FILE`: the report of a recorded trace. No root, no kernel, the same code.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Makes the report of a recorded trace, on any machine, as any user.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A file that --trace made; .gz by its name.")
  Path file = Path.of("");

  @Mixin OutputOptions outputs = new OutputOptions();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    try (TraceReader trace = TraceReader.open(file);
        ReportOutput<Report> output = ReportOutput.open(outputs, spec.commandLine().getOut());
        PerfettoFile perfetto = PerfettoFile.create(outputs.views.perfetto)) {
      Recording recording = new Recording(trace.header());
      perfetto.watch(recording, trace.header());
      Report report = replay(trace, recording);
      output.write(report);
      perfetto.write(report);
      return Verdicts.exitCode(report).number();
    }
  }

  /// What the run itself said of what it saw.
  static Report replay(TraceReader trace) {
    return replay(trace, new Recording(trace.header()));
  }

  private static Report replay(TraceReader trace, Recording recording) {
    trace.forEach(recording);
    return recording.report(trace.footer().orElseGet(() -> cutOff(recording.lastEventNs())));
  }

  static TraceFooter cutOff(long lastEventNs) {
    return new TraceFooter("none", false, lastEventNs, true, "the trace file is cut off");
  }
}
