package dev.iotrace.cli;

import dev.iotrace.registry.Run;
import dev.iotrace.report.Report;
import dev.iotrace.trace.TraceWriter;
import dev.iotrace.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `iotrace write`: makes controlled writes and shows which physical requests they caused.
@Command(
    name = "write",
    mixinStandardHelpOptions = true,
    description =
        "Writes, watches the kernel, and shows which physical requests the writes caused.",
    footer = {
      "",
      "Columns of the request table: when (since the first write), rwbs (as the",
      "kernel prints it: F preflush, W write, R read, then F FUA, S sync, M metadata),",
      "sector (of 512 bytes), bytes, cause/path, submitter, and the numbers of the",
      "writes that caused it. Below each stands what the file system has there."
    })
final class WriteCommand implements Callable<Integer> {
  @Mixin WorkloadOptions workload = new WorkloadOptions();
  @Mixin TargetOptions target = new TargetOptions();
  @Mixin SettleOptions settle = new SettleOptions();
  @Mixin ProbeOptions probes = new ProbeOptions();
  @Mixin OutputOptions outputs = new OutputOptions();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Keep the events in a new file for 'iotrace report'; .gz compresses.")
  @Nullable Path trace;

  @Option(
      names = "--no-structure",
      description =
          "Do not look up what stands where requests went. On ext4 that takes about a second for"
              + " each 200,000 files of the file system.")
  boolean noStructure;

  @Option(names = "--verbose", description = "Tell what happens on stderr, piped or not.")
  boolean verbose;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    WorkloadSpec writes = workload.spec();
    if (trace != null) {
      TraceWriter.requireAbsent(trace);
    }
    Progress progress = new Progress(spec.commandLine().getErr(), outputs.documents.quiet, verbose);
    try (Session session = Session.open(probes.wanted(), progress)) {
      return run(writes, session, progress, spec.commandLine()).number();
    }
  }

  /// The experiment, and its report.
  ExitCode run(WorkloadSpec writes, Session session, Progress progress, CommandLine commandLine)
      throws IOException, InterruptedException {
    try (ReportOutput<Report> output = ReportOutput.open(outputs, commandLine.getOut())) {
      List<String> words = commandLine.getParseResult().originalArgs();
      Report report = trace(writes, words, session, progress, output::write);
      return Verdicts.exitCode(report);
    }
  }

  /// The experiment.
  ///
  /// @param words the command line, for the report
  /// @param told the report, while what was made for it still stands
  Report trace(
      WorkloadSpec writes,
      List<String> words,
      Session session,
      Progress progress,
      Consumer<Report> told)
      throws IOException, InterruptedException {
    Place.Finding finding = Place.finding(target, writes);
    Work.Making work = DriverWork.of(writes, workload.keep, progress);
    Experiment.Order order = new Experiment.Order(work, settle, trace, !noStructure, words);
    try (PerfettoFile perfetto = PerfettoFile.create(outputs.views.perfetto);
        Run run = session.begin();
        Place place = finding.find(run)) {
      Report report =
          new Experiment(order, session, progress).watchedBy(perfetto::watch).run(place, run);
      told.accept(report);
      perfetto.write(report);
      return report;
    }
  }
}
