package dev.iotrace.cli;

import dev.iotrace.filesystem.Target;
import dev.iotrace.registry.Run;
import dev.iotrace.report.Report;
import dev.iotrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace run`: traces a command, and all that it starts, on one ext4 file system.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a command and shows which physical requests its writes caused: by process,",
      "by file and by cause. Its stdin, stdout, stderr and exit code are its own (128+n",
      "when signal n ended it); under sudo it runs as the user who called sudo. The",
      "report goes to stderr when it has ended and its writes have reached their place."
    },
    footer = {
      "",
      "Processes and threads that the command starts are followed, also those that",
      "outlive it, until the report is made. What they write on other file systems",
      "is not shown. So far that takes ext4 with journal ordered or writeback on",
      "one disk, bpftrace 0.17 and BTF.",
      "Before the command runs, the file system is synced (syncfs) and the files",
      "below the directory are looked at, so that what was dirty before is not",
      "charged to it.",
      "Stores into mappings, io_uring and libaio are charged to their process, but",
      "how many bytes they wrote is not known: then there is no ratio. When others",
      "write to the same file at the same time, pages of both are charged to the",
      "command.",
      "Ctrl-C is for the command: iotrace waits until that has ended, and reports",
      "what was seen by then. Exit codes 2, 3 and 70 may be iotrace's own, with a",
      "message on stderr."
    })
final class RunCommand implements Callable<Integer> {
  private static final Set<String> JOURNALS = Set.of("ordered", "writeback");

  @Option(
      names = "--target",
      paramLabel = "DIR",
      description =
          "The file system of this directory is traced; files below it are named in the report."
              + " Default: the current directory.")
  Path target = Path.of("");

  @Option(names = "--as-root", description = "Under sudo: run the command as root, too.")
  boolean asRoot;

  @Mixin SettleOptions settle = new SettleOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "The report as JSON, to a new file: stdout is the command's.")
  @Nullable Path json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Keep the events in a new file for 'iotrace report'; .gz compresses.")
  @Nullable Path trace;

  @Option(names = "--quiet", description = "No report on stderr.")
  boolean quiet;

  @Parameters(arity = "1..*", paramLabel = "CMD", description = "The command and its arguments.")
  List<String> command = List.of();

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (spec == null) {
      throw new IllegalStateException("picocli has not filled in the command");
    }
    if (trace != null) {
      TraceWriter.requireAbsent(trace);
    }
    Progress progress = new Progress(spec.commandLine().getErr(), quiet, false).notesOnly();
    try (Session session = Session.openForCommand(progress)) {
      session.cancellation().bePatient();
      int code = run(session, progress, spec.commandLine());
      session.cancellation().exitWith(code);
      return code;
    }
  }

  private int run(Session session, Progress progress, CommandLine commandLine)
      throws IOException, InterruptedException {
    List<String> words = commandLine.getParseResult().originalArgs();
    try (ReportOutput<Report> output = ReportOutput.ofCommand(json, quiet, commandLine.getErr());
        Run run = session.begin();
        Place place = Place.directory(target.toAbsolutePath())) {
      require(place.target());
      Invoker invoker = asRoot ? new Invoker("", "") : Invoker.of(System.getenv());
      CommandWork[] started = new CommandWork[1];
      Work.Making making =
          (_, its) -> {
            started[0] =
                CommandWork.start(
                    new CommandWork.Order(command, invoker),
                    place.target().directory(),
                    its,
                    progress);
            return started[0];
          };
      Experiment.Order order = new Experiment.Order(making, settle, trace, false, words);
      Report report = new Experiment(order, session, progress).run(place, run);
      output.write(report);
      return started[0].exitCode();
    }
  }

  /// What a first version can: refused beats wrong.
  private static void require(Target target) {
    boolean able =
        target.mount().type().equals("ext4")
            && target.support().causes()
            && target.isPlain()
            && JOURNALS.contains(target.journal());
    if (!able) {
      throw new OptionRefused(
          "cannot follow a command on " + target.directory(),
          "it is "
              + target.mount().type()
              + (target.journal().isEmpty() ? "" : " with journal " + target.journal())
              + (target.isPlain() ? "" : " on more than one disk")
              + ", and so far that takes ext4 with journal ordered or writeback, on one disk",
          "name another directory by --target, or use 'iotrace write'");
    }
  }
}
