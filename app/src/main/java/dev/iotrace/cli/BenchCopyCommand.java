package dev.iotrace.cli;

import dev.iotrace.bench.BenchJson;
import dev.iotrace.bench.BenchResult;
import dev.iotrace.bench.CopyBench;
import dev.iotrace.bench.CopyCsv;
import dev.iotrace.bench.CopyTable;
import dev.iotrace.bench.SourceCache;
import dev.iotrace.copy.CopySpec;
import dev.iotrace.copy.Preallocation;
import dev.iotrace.copy.Strategy;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.workload.WorkloadDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace bench copy`: how fast a file is copied by which strategy, and what the device got.
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    description = {
      "Copies a file by every strategy of 'iotrace copy', several times each.",
      "Beside how long that took stands what the device did, by the kernel's counters."
    },
    footer = {
      "",
      "Columns: best, median and worst time of the copying in milliseconds, without the",
      "closing fsync; how many per cent longer the median is than that of the first.",
      "Then, of the median round, in 10^6 bytes: the rate in a second, and what the",
      "device had written when the last byte was copied (MB out); the time of the fsync",
      "after that, what the device had written then (in all), and what it had read. The",
      "device is that of the copies."
    })
final class BenchCopyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SRC", description = "The file that is copied.")
  Path source = Path.of("");

  @Option(
      names = "--target",
      paramLabel = "DIR",
      description = "Where the copies are made, and removed. Default: where SRC is.")
  @Nullable Path target;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      split = ",",
      description = "Those of 'iotrace copy', separated by commas. Default: all.")
  List<String> strategies = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each. Default: ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(
      names = "--cache",
      paramLabel = "warm|cold",
      description =
          "Whether SRC is in the page cache before each copy, or dropped from it; other files are"
              + " left alone. Default: ${DEFAULT-VALUE}.")
  String cache = "warm";

  @Mixin CopyOptions options = new CopyOptions();

  @Option(names = "--no-verify", description = "Do not compare each copy with SRC.")
  boolean noVerify;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the orders. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Mixin DocumentOptions documents = new DocumentOptions();

  @Option(
      names = "--csv",
      arity = "0..1",
      fallbackValue = DocumentOptions.STDOUT,
      paramLabel = "FILE",
      description = "The rounds as CSV: to stdout, or with --csv=FILE to a new file.")
  @Nullable Path csv;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = spec.commandLine();
    SourceCache wanted = Words.of(SourceCache.class, "--cache", cache);
    List<Strategy> chosen = chosen();
    if (rounds < 1) {
      throw new OptionRefused("--rounds " + rounds, "there is nothing to do", "give 1 or more");
    }
    Path file = requireFile();
    try (Place place = Place.directory(target == null ? parent(file) : target)) {
      Path copy = place.target().directory().resolve(WorkloadDirectory.freshName());
      CopySpec template = template(file, copy);
      chosen.forEach(template::by); // refused here, or not at all
      return measure(new CopyBench.Plan(template, chosen, rounds, seed, wanted), place, commandLine)
          .number();
    }
  }

  private ExitCode measure(CopyBench.Plan plan, Place place, CommandLine commandLine)
      throws IOException {
    Progress progress = new Progress(commandLine.getErr(), documents.quiet, false);
    ReportOutput.Forms<BenchResult> forms =
        new ReportOutput.Forms<>(new BenchJson(), new CopyCsv(), new CopyTable(Terminal.columns()));
    try (Session session = Session.withoutProbes(progress);
        ReportOutput<BenchResult> output =
            ReportOutput.open(documents, csv, forms, commandLine.getOut());
        Run run = session.begin()) {
      run.make(new Resource.RegularFile(plan.template().destination()), () -> {});
      CopyBench bench =
          new CopyBench(plan, place.target()::counters, session.cancellation()::requested);
      CopyBench.Result result =
          bench.run((round, each) -> progress.tell("round " + round + ": " + each.word()));
      output.write(describe(result, place, Files.size(plan.template().source())));
      return exitCode(result);
    }
  }

  /// Reflink goes with no preallocation.
  private List<Strategy> chosen() {
    if (strategies.isEmpty()) {
      boolean allocates = options.preallocation() != Preallocation.NONE;
      return Stream.of(Strategy.values())
          .filter(it -> it != Strategy.AUTO && !(allocates && it == Strategy.REFLINK))
          .toList();
    }
    List<Strategy> named = strategies.stream().map(CopyOptions::strategy).distinct().toList();
    if (named.contains(Strategy.AUTO)) {
      throw new OptionRefused(
          "--strategy auto", "it is one of the others", "name those to be measured");
    }
    return named;
  }

  private Path requireFile() throws IOException {
    if (!Files.isRegularFile(source)) {
      throw new OptionRefused(
          "cannot copy " + source,
          Files.exists(source) ? "it is no regular file" : "there is no such file",
          "name a regular file");
    }
    if (!Files.isReadable(source)) {
      throw new OptionRefused(
          "cannot copy " + source, "it may not be read", "name a file that can be read");
    }
    return source.toRealPath();
  }

  private static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent(), "a file is in a directory");
  }

  private CopySpec template(Path file, Path copy) {
    return new CopySpec(
        file,
        copy,
        Strategy.AUTO,
        options.advice(),
        options.preallocation(),
        options.sparse,
        !noVerify,
        true,
        false,
        OptionalLong.empty());
  }

  private BenchResult describe(CopyBench.Result result, Place place, long bytes)
      throws IOException {
    Map<String, String> workload = new LinkedHashMap<>();
    workload.put("bytes", Long.toString(bytes));
    workload.put("rounds", Integer.toString(rounds));
    workload.put("seed", Long.toString(seed));
    workload.put("cache", cache.toLowerCase(Locale.ROOT));
    workload.put("cache_found", result.found());
    workload.put("advice", options.advice);
    workload.put("prealloc", options.prealloc);
    workload.put("sparse", Boolean.toString(options.sparse));
    workload.put("verify", Boolean.toString(!noVerify));
    List<String> words = spec.commandLine().getParseResult().originalArgs();
    return BenchResults.of(
        new BenchResults.Request("copy", words, workload), place, result.outcome(), result.cells());
  }

  private static ExitCode exitCode(CopyBench.Result result) {
    return switch (result.outcome().state()) {
      case COMPLETE -> ExitCode.DONE;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case FAILED -> result.differs() ? ExitCode.CHECK_FAILED : ExitCode.WORKLOAD_FAILED;
    };
  }
}
