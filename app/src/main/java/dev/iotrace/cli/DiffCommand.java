package dev.iotrace.cli;

import dev.iotrace.diff.Difference;
import dev.iotrace.diff.DifferenceBuilder;
import dev.iotrace.diff.DifferenceCsv;
import dev.iotrace.diff.DifferenceJson;
import dev.iotrace.diff.DifferenceText;
import dev.iotrace.saved.SavedReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace diff A B`: what changed between two reports. No root, no kernel.
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Tells what changed between two reports, or two groups of them.",
    footer = {
      "",
      "A group is a directory; all its .json files are runs of the same. Then figures",
      "are medians, and p tells how likely chance alone makes such a difference (exact",
      "test of Mann, Whitney and Wilcoxon); '~' is one that is not shown (p above",
      "0.05). Settings that differ are named first. The exit code is 0 whatever",
      "changed; 'iotrace assert' checks."
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A report that --json made, or a directory of them.")
  Path a = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "What it is compared with.")
  Path b = Path.of("");

  @Mixin DocumentOptions documents = new DocumentOptions();

  @Option(
      names = "--csv",
      arity = "0..1",
      fallbackValue = DocumentOptions.STDOUT,
      paramLabel = "FILE",
      description = "Every figure as CSV: to stdout, or with --csv=FILE to a new file.")
  @Nullable Path csv;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    ReportOutput.Forms<Difference> forms =
        new ReportOutput.Forms<>(
            new DifferenceJson(), new DifferenceCsv(), new DifferenceText(Terminal.columns()));
    try (ReportOutput<Difference> output =
        ReportOutput.open(documents, csv, forms, spec.commandLine().getOut())) {
      DifferenceBuilder builder =
          new DifferenceBuilder(SavedReport.readAll(a), SavedReport.readAll(b));
      output.write(builder.build(Version.current()));
    }
    return ExitCode.DONE.number();
  }
}
