package dev.iotrace.cli;

import dev.iotrace.registry.Run;
import dev.iotrace.safety.SafetyCsv;
import dev.iotrace.safety.SafetyJson;
import dev.iotrace.safety.SafetyPlan;
import dev.iotrace.safety.SafetyReport;
import dev.iotrace.safety.SafetyText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `iotrace safety`: the same bytes buffered and with O_DIRECT, and when they were safe.
@Command(
    name = "safety",
    mixinStandardHelpOptions = true,
    description = {
      "Shows when bytes are safe that were written buffered and with O_DIRECT.",
      "When the last write, fsync and close had returned, and what that took of CPU",
      "and memory, the kernel's own threads included. No probes are attached."
    },
    footer = {
      "",
      "Each run writes a new file from end to end, syncs and closes it; then the file",
      "is removed, the file system synced, and the device awaited until it is quiet.",
      "Every round writes each size in both modes.",
      "",
      "Columns: written, synced, closed (when the last write, fsync, close had",
      "returned, since the first write; synced is when the bytes were safe), MB/s",
      "(10^6 bytes, all of them over the time until then); bytes on the device,",
      "flushes, and the most memory that was dirty and under writeback; CPU in ms:",
      "user and system of the writing thread, the part in fsync, kernel threads that",
      "name this file system, those that name no device, what those took in a quiet",
      "time as long, and a loop device's."
    })
final class SafetyCommand implements Callable<Integer> {
  /// How much larger than the largest file a scratch of our choice is: ext4 begins to write out
  /// when half of its free blocks are dirty (`ext4_nonda_switch`, fs/ext4/inode.c), which is not
  /// what a larger file system would do.
  private static final double SCRATCH_FACTOR = 2.25;

  /// Metadata and journal.
  private static final long SCRATCH_REST_BYTES = 256L << 20;

  @Option(
      names = "--sizes",
      paramLabel = "SIZE",
      split = ",",
      converter = SizeConverter.class,
      description = "Sizes of the files. Default: 64m,1g.")
  List<Long> sizes = List.of(64L << 20, 1L << 30);

  @Option(
      names = "--block",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Bytes of each write. Default: 1m.")
  long block = 1L << 20;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is written. Default: ${DEFAULT-VALUE}.")
  int rounds = 3;

  @Mixin TargetOptions target = new TargetOptions();
  @Mixin DocumentOptions documents = new DocumentOptions();

  @Option(
      names = "--csv",
      arity = "0..1",
      fallbackValue = DocumentOptions.STDOUT,
      paramLabel = "FILE",
      description = "Every run as CSV: to stdout, or with --csv=FILE to a new file.")
  @Nullable Path csv;

  @Option(
      names = "--series",
      paramLabel = "FILE",
      description =
          "Every 20 ms of every run as CSV, in a new file: time, bytes written, dirty, under"
              + " writeback, on the device, and its MB/s.")
  @Nullable Path series;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CommandLine commandLine = spec.commandLine();
    SafetyPlan plan = new SafetyPlan(sizes, block, rounds);
    Place.Finding finding = finding(plan);
    Progress progress = new Progress(commandLine.getErr(), documents.quiet, false);
    ReportOutput.Forms<SafetyReport> forms =
        new ReportOutput.Forms<>(
            new SafetyJson(), new SafetyCsv(), new SafetyText(Terminal.columns()));
    try (Session session = Session.withoutProbes(progress);
        ReportOutput<SafetyReport> output =
            ReportOutput.open(documents, csv, forms, commandLine.getOut());
        SampleFile samples = SampleFile.create(series);
        Run run = session.begin();
        Place place = finding.find(run)) {
      progress.tell(place.describe());
      SafetyRounds all = new SafetyRounds(plan, place, session, progress);
      SafetyReport report = all.run(run, samples, commandLine.getParseResult().originalArgs());
      output.write(report);
      return Verdicts.exitCode(report.outcome()).number();
    }
  }

  private Place.Finding finding(SafetyPlan plan) {
    String named = target.place.scratch;
    long bytes = Math.round(plan.largest() * SCRATCH_FACTOR) + SCRATCH_REST_BYTES;
    return Place.finding(
        target.place.target, named == null ? Place.DEFAULT_SCRATCH + ",size=" + bytes : named);
  }
}
