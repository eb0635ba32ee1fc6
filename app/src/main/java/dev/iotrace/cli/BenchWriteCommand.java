package dev.iotrace.cli;

import dev.iotrace.bench.BenchCsv;
import dev.iotrace.bench.BenchFile;
import dev.iotrace.bench.BenchJson;
import dev.iotrace.bench.BenchResult;
import dev.iotrace.bench.BenchText;
import dev.iotrace.bench.Cell;
import dev.iotrace.bench.Throughput;
import dev.iotrace.bench.WriteBench;
import dev.iotrace.bench.WriteSpec;
import dev.iotrace.filesystem.BlockDevice;
import dev.iotrace.filesystem.Disk;
import dev.iotrace.filesystem.Target;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.report.Report;
import dev.iotrace.report.Report.State;
import dev.iotrace.workload.WorkloadDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `iotrace bench write`: how fast writes are, and what the device did meanwhile.
@Command(
    name = "write",
    mixinStandardHelpOptions = true,
    description =
        "Writes a file again and again, and shows how fast, and what the device did meanwhile.",
    footer = {
      "",
      "MB are 10^6 bytes. Columns of the rounds: MB/s and the time until the last",
      "write returned, the time of the closing sync, MB/s with it, bytes written to",
      "the device for each byte written to the file, and flushes of its cache, both",
      "until after the closing sync. The latencies below are those of the median round.",
      "",
      "While it runs, a line each second tells what the device does, on a terminal or",
      "with --verbose, in the columns of iostat(1), but MB/s in 10^6 bytes."
    })
final class BenchWriteCommand implements Callable<Integer> {
  @Mixin BenchWriteOptions writes = new BenchWriteOptions();
  @Mixin TargetOptions target = new TargetOptions();
  @Mixin DocumentOptions documents = new DocumentOptions();

  @Option(
      names = "--csv",
      arity = "0..1",
      fallbackValue = DocumentOptions.STDOUT,
      paramLabel = "FILE",
      description = "The rounds as CSV: to stdout, or with --csv=FILE to a new file.")
  @Nullable Path csv;

  @Mixin SeriesOptions series = new SeriesOptions();

  @Option(names = "--verbose", description = "Tell what happens on stderr, piped or not.")
  boolean verbose;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CommandLine commandLine = spec.commandLine();
    WriteSpec wanted = writes.spec();
    series.check();
    Place.Finding finding = Place.finding(target.place.target, target.place.scratch);
    Progress progress = new Progress(commandLine.getErr(), documents.quiet, verbose);
    ReportOutput.Forms<BenchResult> forms =
        new ReportOutput.Forms<>(
            new BenchJson(), new BenchCsv(), new BenchText(Terminal.columns()));
    try (Session session = Session.withoutProbes(progress);
        ReportOutput<BenchResult> output =
            ReportOutput.open(documents, csv, forms, commandLine.getOut());
        SeriesOutput samples = series.open(progress);
        Run run = session.begin();
        Place place = finding.find(run)) {
      progress.tell(place.describe());
      place.awaitQuiet();
      warnOfLoop(place.target(), progress);
      BooleanSupplier stop = session.cancellation()::requested;
      Course course = new Course(run, samples, progress, stop);
      List<Throughput> rounds = rounds(wanted, place.target(), course);
      BenchResults.Request request =
          new BenchResults.Request(
              "write", commandLine.getParseResult().originalArgs(), wanted.options());
      List<Cell> cells = rounds.isEmpty() ? List.of() : List.of(Cell.of(wanted.setting(), rounds));
      BenchResult result =
          BenchResults.of(request, place, outcome(rounds, stop.getAsBoolean()), cells);
      output.write(result);
      return Verdicts.exitCode(result.outcome()).number();
    }
  }

  /// A flush of a loop device is an fsync of its file (`lo_req_flush`, drivers/block/loop.c); a
  /// write is one into the page cache.
  private static void warnOfLoop(Target target, Progress progress) {
    for (Disk disk : target.disks()) {
      if (disk.device().kind() == BlockDevice.Kind.LOOP) {
        progress.say(
            disk.device().name()
                + " is a loop device: what it has written may still be in memory until a flush,"
                + " and what its file costs the disk below is not counted");
      }
    }
  }

  private static Report.Outcome outcome(List<Throughput> rounds, boolean interrupted) {
    String failure =
        rounds.stream().map(Throughput::failure).filter(it -> !it.isEmpty()).findFirst().orElse("");
    if (!failure.isEmpty()) {
      return new Report.Outcome(State.FAILED, failure);
    }
    return new Report.Outcome(interrupted ? State.INTERRUPTED : State.COMPLETE, "");
  }

  /// What accompanies the rounds.
  private record Course(Run run, SeriesOutput samples, Progress progress, BooleanSupplier stop) {}

  private static List<Throughput> rounds(WriteSpec wanted, Target target, Course course)
      throws IOException, InterruptedException {
    Path path = target.directory().resolve(WorkloadDirectory.freshName());
    course.run.make(new Resource.RegularFile(path), () -> {});
    WriteBench.Listener listener = new RoundProgress(wanted.rounds(), course.progress);
    WriteBench bench = new WriteBench(wanted, target::counters, course.stop, listener);
    int sectorBytes = target.disk().queue().logicalSectorBytes();
    try (BenchFile file = BenchFile.create(path, sectorBytes);
        SeriesOutput.Running _ = course.samples.follow(target)) {
      return bench.run(file);
    }
  }
}
