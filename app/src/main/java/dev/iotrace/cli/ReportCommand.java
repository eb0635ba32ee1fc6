package dev.iotrace.cli;

import dev.iotrace.event.TraceFooter;
import dev.iotrace.report.Report;
import dev.iotrace.trace.TraceReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
  @Nullable Path file;

  @Mixin OutputOptions outputs = new OutputOptions();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (file == null || spec == null) {
      throw new IllegalStateException("picocli has not filled in the command");
    }
    try (TraceReader trace = TraceReader.open(file);
        ReportOutput<Report> output = ReportOutput.open(outputs, spec.commandLine().getOut())) {
      Recording recording = new Recording(trace.header());
      trace.forEach(recording);
      TraceFooter footer = trace.footer().orElseGet(() -> cutOff(recording.lastEventNs()));
      Report report = recording.report(footer);
      output.write(report);
      return Verdicts.exitCode(report).number();
    }
  }

  static TraceFooter cutOff(long lastEventNs) {
    return new TraceFooter("none", false, lastEventNs, true, "the trace file is cut off");
  }
}
