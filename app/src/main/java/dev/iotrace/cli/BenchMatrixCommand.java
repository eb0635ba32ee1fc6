package dev.iotrace.cli;

import dev.iotrace.bench.BenchResult;
import dev.iotrace.bench.Cell;
import dev.iotrace.bench.Traced;
import dev.iotrace.bench.WriteRound;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.matrix.CellKey;
import dev.iotrace.matrix.CellRunner;
import dev.iotrace.matrix.MatrixCsv;
import dev.iotrace.matrix.MatrixJson;
import dev.iotrace.matrix.MatrixPlan;
import dev.iotrace.matrix.MatrixResult;
import dev.iotrace.matrix.MatrixRun;
import dev.iotrace.matrix.MatrixText;
import dev.iotrace.matrix.ResultsFile;
import dev.iotrace.matrix.ResultsHeader;
import dev.iotrace.registry.Run;
import dev.iotrace.report.Report;
import dev.iotrace.report.Report.Outcome;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `iotrace bench matrix`: every flag set at every block size.
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    description = {
      "Measures writes of 14 sizes in 21 ways to make them safe.",
      "Beside each MB/s stands what the device did for it, by its counters."
    },
    footer = {
      "",
      "Flag sets: BUFFERED, AMORTIZED_FDATASYNC and AMORTIZED_FSYNC (one sync after",
      "all writes), FDATASYNC and FSYNC (one after each), O_DSYNC, O_SYNC; each alone,",
      "with +ALIGNED (the buffer is aligned as O_DIRECT needs it) and with +O_DIRECT.",
      "BUFFERED+O_DIRECT is called O_DIRECT. BUFFERED is synced after the last write,",
      "and what that took is shown.",
      "",
      "The file has its room and is written once before. Each cell begins with all of",
      "it on the device and nothing of it in the page cache."
    })
final class BenchMatrixCommand implements Callable<Integer> {
  @Mixin MatrixPlanOptions plan = new MatrixPlanOptions();
  @Mixin MatrixTargetOptions target = new MatrixTargetOptions();
  @Mixin MatrixResultsOptions results = new MatrixResultsOptions();
  @Mixin DocumentOptions documents = new DocumentOptions();

  @Option(
      names = "--csv",
      arity = "0..1",
      fallbackValue = DocumentOptions.STDOUT,
      paramLabel = "FILE",
      description = "Every round as CSV: to stdout, or with --csv=FILE to a new file.")
  @Nullable Path csv;

  @Option(
      names = "--trace",
      description =
          "When the rounds are over, write each cell for a moment under probes, and show what for."
              + " Takes root, bpftrace and some seconds a cell.")
  boolean trace;

  @Option(names = "--verbose", description = "Tell what happens on stderr, piped or not.")
  boolean verbose;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CommandLine commandLine = spec.commandLine();
    plan.check();
    results.check();
    if (target.place.existing == null && (target.destroyData || target.yes)) {
      throw new OptionRefused(
          target.destroyData ? "--destroy-data" : "--yes",
          "no device is named",
          "name one by --existing, or leave it out");
    }
    if (trace && target.destroyData) {
      throw new OptionRefused(
          "--trace with --destroy-data",
          "causes are those of a file system, and a bare device has none",
          "leave --trace out, or name a file or a directory");
    }
    Progress progress = new Progress(commandLine.getErr(), documents.quiet, verbose);
    ReportOutput.Forms<MatrixResult> forms =
        new ReportOutput.Forms<>(
            new MatrixJson(), new MatrixCsv(), new MatrixText(Terminal.columns()));
    try (Session session = session(progress);
        ReportOutput<MatrixResult> output =
            ReportOutput.open(documents, csv, forms, commandLine.getOut())) {
      MatrixResult result = measure(finding(commandLine), session, progress);
      output.write(result);
      return Verdicts.exitCode(result.document().outcome()).number();
    }
  }

  private MatrixResult measure(MatrixPlace.Finding finding, Session session, Progress progress)
      throws IOException, InterruptedException {
    try (Run run = session.begin();
        MatrixPlace place = finding.find(run)) {
      MatrixPlan matrix = plan.within(place);
      return measure(matrix, place, session, progress);
    }
  }

  private Session session(Progress progress) {
    return trace
        ? Session.open(new ProbeOptions().wanted(), progress)
        : Session.withoutProbes(progress);
  }

  private MatrixPlace.Finding finding(CommandLine commandLine) {
    Path existing = target.place.existing;
    if (existing == null) {
      return MatrixPlace.fresh(target.place, plan.wantedBytes());
    }
    DestroyConsent consent = new DestroyConsent(commandLine.getErr(), target.yes);
    MatrixPlace found = MatrixPlace.existing(target, existing, consent);
    return _ -> found;
  }

  private MatrixResult measure(
      MatrixPlan matrix, MatrixPlace place, Session session, Progress progress)
      throws IOException, InterruptedException {
    WriteRound round = new WriteRound(place.counters(), session.cancellation()::requested);
    CellRunner runner = new CellRunner(place.file(), place.alignment(), matrix, round);
    ResultsHeader.Host host = hostOfResults();
    ResultsHeader header = ResultsHeader.of(Version.current(), host, place.identity(), matrix);
    try (ResultsFile saved = results.open(header)) {
      List<MatrixRun> before = saved == null ? List.of() : saved.runs();
      Consumer<MatrixRun> saving = saved == null ? run -> {} : saved::add;
      MatrixRounds rounds = new MatrixRounds(matrix, before, saving, progress);
      Outcome outcome = rounds.run(runner);
      Map<CellKey, Traced> traces =
          trace && outcome.state() == State.COMPLETE
              ? new CellTraces(matrix, place, session, progress).trace()
              : Map.of();
      if (outcome.state() == State.COMPLETE && session.cancellation().requested()) {
        outcome = new Outcome(State.INTERRUPTED, "");
      }
      List<Cell> cells = MatrixResult.cells(matrix, rounds.runs(), traces);
      return new MatrixResult(matrix, document(matrix, place, cells, outcome));
    }
  }

  private static ResultsHeader.Host hostOfResults() throws IOException {
    TraceHeader.Host host = ThisHost.describe();
    return new ResultsHeader.Host(ThisHost.name(), host.kernel(), host.arch(), host.cpus());
  }

  private BenchResult document(
      MatrixPlan matrix, MatrixPlace place, List<Cell> cells, Outcome outcome) throws IOException {
    List<String> words = spec.commandLine().getParseResult().originalArgs();
    return new BenchResult(
        BenchResult.SCHEMA,
        Version.current(),
        MatrixResult.BENCH,
        Report.Host.of(ThisHost.describe()),
        words,
        Target.of(place.target()),
        matrix.options(),
        outcome,
        cells);
  }
}
