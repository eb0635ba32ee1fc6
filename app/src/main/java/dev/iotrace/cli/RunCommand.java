package dev.iotrace.cli;

import dev.iotrace.registry.ProcessIdentity;
import dev.iotrace.registry.Run;
import dev.iotrace.report.Books;
import dev.iotrace.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace run`: traces a command, or a process that runs already, and all that it starts, on the
/// file systems that it has to do with.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a command and shows which physical requests its writes caused.",
      "The report tells it by process, by file and by cause. The command's stdin,",
      "stdout, stderr and exit code are its own (128+n when signal n ended it, 126 when",
      "it is not executable, 127 when it is missing); under sudo it runs as the user",
      "who called sudo. The report goes to stderr when it has ended and its writes have",
      "reached their place. With --pid, a process that runs already is looked at",
      "instead, and goes on afterwards."
    },
    footer = {
      "",
      "Processes and threads that the command starts are followed, also those that",
      "outlive it, until the report is made; which of them still run then is said, and",
      "they go on. So far that takes ext4 in any journal mode, XFS or btrfs, on one",
      "disk, bpftrace 0.17 and BTF. On btrfs, files in subvolumes other than that of",
      "DIR have no names in the report.",
      "Several file systems are followed at once, each with probes, books and a report",
      "of its own: those that --target names, or else that of the current directory",
      "and those of the files and directories among CMD's words; with --pid those of",
      "its directory and of the files that it has open for writing. What is written on",
      "others is counted, and the report names them. Files for a second report have",
      "the name of its device before their extension. Without --target, one that was",
      "not changed has none.",
      "Before the command runs, or a process is looked at, these file systems are",
      "synced (syncfs) and the files below the directories are looked at, so that what",
      "was dirty before is not charged to it.",
      "In sums calls are added up in the kernel for each process and file: bytes,",
      "calls and causes stay exact for these, only which call caused what is not",
      "known. A file's pages are charged to all processes that have written to it",
      "since it was last clean, in equal shares, and times count from the first of",
      "their writes. O_DIRECT calls are told one by one, also those of io_uring and",
      "libaio, which return here when they are under way. Sums need ext4 with journal",
      "ordered or writeback and Linux 6.18; elsewhere --detail auto is writes, with a",
      "note when there were many.",
      "Stores into mappings are charged to their process, but how many bytes they",
      "wrote is not known: then there is no ratio. So it is, where there are no sums,",
      "with io_uring and libaio. When others write to the same file at the same time,",
      "pages of both are charged to the command. Mounted with nodelalloc, stores into",
      "mappings of a file that was there before are not seen: they count as unrelated.",
      "What changes files beside writing (open, rename, unlink, truncate and so on) is",
      "shown by the name of the system call on x86_64, elsewhere as 'other'.",
      "Ctrl-C is for the command: iotrace waits until that has ended, and reports",
      "what was seen by then. SIGTERM is passed on to it, and SIGINT and SIGHUP when",
      "it is not in the foreground of a terminal. Ctrl-Z stops both, fg continues",
      "both. When iotrace is killed the command goes on, and the next iotrace removes",
      "the probes. Exit codes 2, 3 and 70 may be iotrace's own, with a message on",
      "stderr; 4 is, when the command itself ended with 0: events were lost or the",
      "books do not close, and the report says how much is missing.",
      "With --pid all its threads and descendants are followed, those that are there",
      "and those that come, until it ends, Ctrl-C or --duration; what they write later",
      "is not charged to it. A descendant whose parent had ended before is not known",
      "as one, and one whose parent ends while the probes are attached may be missed.",
      "A write that is under way when it begins looks like a store into a mapping,",
      "but on ext4, where it is counted. Exit codes are iotrace's, 130 after Ctrl-C."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--target",
      paramLabel = "DIR",
      description =
          "The file system of this directory is traced; files below it are named in the report. May"
              + " be given several times. Default: the current directory, and the files and"
              + " directories that CMD names.")
  List<Path> targets = List.of();

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "Instead of CMD: a process that runs already, with all that it has started.")
  @Nullable Integer pid;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "With --pid: for how long. Default: until it ends, or Ctrl-C.")
  @Nullable Duration duration;

  @Option(names = "--as-root", description = "Under sudo: run the command as root, too.")
  boolean asRoot;

  @Option(
      names = "--detail",
      paramLabel = "HOW",
      description =
          "${COMPLETION-CANDIDATES}: each write by itself, or sums for each process and file, which"
              + " slow a program down by much less. Default: ${DEFAULT-VALUE}, which is writes,"
              + " and sums from the moment on when there are more than 2,000 in a second.")
  Detail detail = Detail.auto;

  @Mixin SettleOptions settle = new SettleOptions();

  @Mixin BufferOptions buffer = new BufferOptions();

  @Mixin RunOutputOptions output = new RunOutputOptions();

  @Option(
      names = "--live",
      description =
          "Draw on the terminal what goes on. A command's stdout and stderr must lead elsewhere:"
              + " --live ... >out 2>err.")
  boolean live;

  @Parameters(arity = "0..*", paramLabel = "CMD", description = "The command and its arguments.")
  List<String> command = List.of();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    requireOneOfBoth();
    Optional<ProcessIdentity> process = Optional.ofNullable(pid).map(FollowedProcess::find);
    Progress progress = progress(spec.commandLine());
    try (Session session = Session.openForCommand(buffer.size(), detail, progress)) {
      if (process.isPresent()) {
        return follow(process.get(), session, progress);
      }
      session.cancellation().bePatient();
      Invoker invoker = asRoot ? new Invoker("", "") : Invoker.of(System.getenv());
      int code = follow(invoker, session, progress).code();
      session.cancellation().exitWith(code);
      return code;
    }
  }

  /// The command's stdout and stderr are ours: a picture on the terminal that is behind one of them
  /// would be in the middle of its words.
  private Progress progress(CommandLine commandLine) {
    Progress notes = new Progress(commandLine.getErr(), output.quiet, false).notesOnly();
    if (!live) {
      return notes;
    }
    boolean shared = Terminal.isBehind(Terminal.STDOUT) || Terminal.isBehind(Terminal.STDERR);
    if (pid == null && shared) {
      throw new OptionRefused(
          "--live", "the command's stdout or stderr is a terminal", "redirect both: >out 2>err");
    }
    return notes.drawnOn(Terminal.controlling());
  }

  private void requireOneOfBoth() {
    if (command.isEmpty() == (pid == null)) {
      throw new OptionRefused(
          pid == null ? "nothing to run" : "--pid and a command",
          "it takes either",
          "name a command, or a process by --pid");
    }
    if (pid == null && duration != null) {
      throw new OptionRefused(
          "--duration", "a command ends by itself", "use it with --pid, or run timeout(1)");
    }
  }

  private int follow(ProcessIdentity process, Session session, Progress progress)
      throws IOException, InterruptedException {
    FollowedProcess.Order order = new FollowedProcess.Order(process, Optional.ofNullable(duration));
    int id = Math.toIntExact(process.pid());
    try (RunLanes lanes = lanes(() -> RunPlaces.of(id, detail));
        Run run = session.begin();
        FollowedProcess followed = FollowedProcess.of(order, progress)) {
      List<Report> reports =
          written(following(session, progress).on(lanes.all(), followed, run), lanes, progress);
      return reports.stream().mapToInt(it -> Verdicts.exitCode(it).number()).max().orElseThrow();
    }
  }

  /// What came of a command.
  ///
  /// @param exitCode its own
  record Ended(List<Report> reports, int exitCode) {
    /// That of the command; of one that went well, whether the reports can be trusted.
    private int code() {
      boolean open =
          reports.stream().anyMatch(it -> it.audit().verdict() == Books.Verdict.LOWER_BOUND);
      return exitCode == 0 && open ? ExitCode.BOOKS_OPEN.number() : exitCode;
    }
  }

  /// Runs the command, followed.
  Ended follow(Invoker invoker, Session session, Progress progress)
      throws IOException, InterruptedException {
    FollowedCommand.Order order = new FollowedCommand.Order(command, invoker);
    try (RunLanes lanes = lanes(() -> RunPlaces.of(command, detail));
        Run run = session.begin();
        FollowedCommand followed = FollowedCommand.start(order, run)) {
      List<Report> reports =
          written(following(session, progress).on(lanes.all(), followed, run), lanes, progress);
      return new Ended(reports, followed.exitCode());
    }
  }

  private RunLanes lanes(Supplier<List<RunPlace>> seen) {
    List<RunPlace> places = targets.isEmpty() ? seen.get() : RunPlaces.named(targets, detail);
    return RunLanes.open(places, output);
  }

  private Following following(Session session, Progress progress) {
    List<String> words = spec.commandLine().getParseResult().originalArgs();
    return new Following(new Following.Order(detail, settle, words), session, progress);
  }

  /// Only those that tell something.
  private List<Report> written(List<Report> all, RunLanes lanes, Progress progress)
      throws IOException {
    List<Report> reports = lanes.write(all);
    if (!output.quiet) {
      lanes.show(reports, spec.commandLine().getErr());
    }
    reports.stream()
        .map(detail::advice)
        .flatMap(Optional::stream)
        .distinct()
        .forEach(progress::say);
    return reports;
  }
}
