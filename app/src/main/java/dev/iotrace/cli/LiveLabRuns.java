package dev.iotrace.cli;

import dev.iotrace.lab.Lab;
import dev.iotrace.lab.Trial;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.registry.Run;
import dev.iotrace.report.Report;
import dev.iotrace.scratch.ScratchSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// Runs of labs, by the very commands that their pages show: each is parsed, checked and run as if
/// it had been typed, but for the report, which the lab reads itself.
final class LiveLabRuns implements LabRuns {
  private final @Nullable Path traces;
  private final Progress progress;

  /// @param traces the directory where traces are kept, null for nowhere
  LiveLabRuns(@Nullable Path traces, Progress progress) {
    this.traces = traces;
    this.progress = progress;
  }

  @Override
  public void requireAble(List<Lab> labs) {
    ProbeHost.here().requireAble();
    if (traces != null && !Files.isDirectory(traces)) {
      throw new OptionRefused(
          "--traces " + traces, "it is no directory that exists", "make it, or name another");
    }
    for (Lab lab : labs) {
      for (int number = 1; traces != null && number <= lab.trials().size(); number++) {
        NewFile.requireAbsent(traces.resolve(lab.traceName(number)));
      }
    }
  }

  @Override
  public Report report(Lab lab, int number, Trial trial) throws IOException, InterruptedException {
    Path trace = traces == null ? null : traces.resolve(lab.traceName(number));
    return trial.inPlace() ? command(trial, trace) : writes(trial, trace);
  }

  private Report writes(Trial trial, @Nullable Path trace)
      throws IOException, InterruptedException {
    WriteCommand command = parsed(WriteCommand.class, trial.words());
    command.trace = trace;
    try (Session session = Session.open(command.probes.wanted(), progress)) {
      return command.trace(command.workload.spec(), trial.words(), session, progress, _ -> {});
    }
  }

  /// On a scratch that is there before the command, and goes after it.
  private Report command(Trial trial, @Nullable Path trace)
      throws IOException, InterruptedException {
    Progress quiet = progress.notesOnly();
    RunCommand options = parsed(RunCommand.class, trial.words());
    try (Session session = Session.openForCommand(options.buffer.size(), options.detail, quiet);
        Run holding = session.begin();
        Place place = Place.scratch(ScratchSpec.parse(Place.DEFAULT_SCRATCH), holding)) {
      Trial here = trial.at(place.target().directory().toString());
      if (!here.before().isEmpty()) {
        prepare(here.before(), holding);
      }
      RunCommand command = parsed(RunCommand.class, here.words());
      command.output.trace = trace;
      command.output.quiet = true;
      RunCommand.Ended ended = command.follow(new Invoker("", ""), session, quiet);
      Report report = ended.reports().getFirst();
      int code = ended.exitCode();
      if (code != 0 && report.outcome().state() == Report.State.COMPLETE) {
        throw LabRefused.failed(command.command.getFirst(), "it ended with " + code);
      }
      return report;
    }
  }

  /// What the command finds there. It goes before the command begins.
  private static void prepare(List<String> command, Run run)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process;
    try {
      process = run.start(builder);
    } catch (IOException missing) {
      throw LabRefused.failed(command.getFirst(), "it cannot be started");
    }
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw LabRefused.failed(command.getFirst(), said);
    }
  }

  @Override
  public boolean areRecorded() {
    return false;
  }

  private static <C> C parsed(Class<C> command, List<String> words) {
    ParseResult parsed = IoTrace.commandLine().parseArgs(words.toArray(String[]::new));
    return command.cast(parsed.subcommand().commandSpec().userObject());
  }
}
