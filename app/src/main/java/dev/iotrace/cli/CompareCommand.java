package dev.iotrace.cli;

import dev.iotrace.compare.Comparison;
import dev.iotrace.compare.ComparisonBuilder;
import dev.iotrace.compare.ComparisonCsv;
import dev.iotrace.compare.ComparisonJson;
import dev.iotrace.compare.ComparisonText;
import dev.iotrace.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `iotrace compare`: one workload in several places and ways, several times each.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Makes the same writes in several places and ways, and sets side by side what they cost.",
    footer = {
      "",
      "Each run has a new file, and a scratch file system of its own. Rounds run every",
      "combination once, each round in an order of its own, which --seed decides.",
      "",
      "Columns, each the median of the runs, with min and max below where they differ:",
      "at return and settled (bytes written to the device until the last call",
      "returned, and in all), x (settled bytes for each byte written), flushes and",
      "requests in all, returned (when the last call came back, syncs included) and",
      "durable (when a power cut no longer lost the bytes), both since the first",
      "write. '>=' marks what may be more, '-' what is not known; notes say why."
    })
final class CompareCommand implements Callable<Integer> {
  @Mixin WriteOptions writes = new WriteOptions();
  @Mixin VariedOptions varied = new VariedOptions();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "How often each combination is run. Default: ${DEFAULT-VALUE}.")
  int repeat = 3;

  @Mixin SettleOptions settle = new SettleOptions();
  @Mixin ProbeOptions probes = new ProbeOptions();
  @Mixin DocumentOptions documents = new DocumentOptions();

  @Option(
      names = "--csv",
      arity = "0..1",
      fallbackValue = DocumentOptions.STDOUT,
      paramLabel = "FILE",
      description = "Every run as CSV: to stdout, or with --csv=FILE to a new file.")
  @Nullable Path csv;

  @Option(names = "--verbose", description = "Tell what happens on stderr, piped or not.")
  boolean verbose;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (repeat < 1) {
      throw new OptionRefused("--repeat " + repeat, "nothing would be run", "give 1 or more");
    }
    List<Variant> variants = varied.variants(writes);
    CommandLine commandLine = spec.commandLine();
    Progress progress = new Progress(commandLine.getErr(), documents.quiet, verbose);
    ComparisonBuilder builder =
        new ComparisonBuilder(
            origin(variants, commandLine), variants.stream().map(Variant::setting).toList());
    ReportOutput.Forms<Comparison> forms =
        new ReportOutput.Forms<>(
            new ComparisonJson(), new ComparisonCsv(), new ComparisonText(Terminal.columns()));
    try (Session session = Session.open(probes.wanted(), progress);
        ReportOutput<Comparison> output =
            ReportOutput.open(documents, csv, forms, commandLine.getOut())) {
      Rounds rounds = new Rounds(variants, builder, session, progress);
      boolean interrupted = rounds.run(repeat, writes.seed, verbose, this::order);
      Comparison comparison = builder.build(interrupted);
      output.write(comparison);
      return interrupted
          ? ExitCode.INTERRUPTED.number()
          : Verdicts.exitCode(comparison, rounds.refused());
    }
  }

  private Experiment.Order order(Variant variant, Progress progress) {
    List<String> words = spec.commandLine().getParseResult().originalArgs();
    return new Experiment.Order(
        DriverWork.of(variant.workload(), false, progress), settle, null, false, words);
  }

  private ComparisonBuilder.Origin origin(List<Variant> variants, CommandLine commandLine)
      throws IOException {
    Map<String, String> options = new LinkedHashMap<>();
    variants.forEach(variant -> options.putAll(variant.workload().options()));
    options.keySet().removeAll(List.of("sync", "open-flags"));
    return new ComparisonBuilder.Origin(
        Version.current(),
        Report.Host.of(ThisHost.describe()),
        commandLine.getParseResult().originalArgs(),
        options,
        new Comparison.Plan(repeat, writes.seed, settle.settle.name(), settle.timeout.toNanos()));
  }
}
