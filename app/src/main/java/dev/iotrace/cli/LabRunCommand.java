package dev.iotrace.cli;

import dev.iotrace.lab.Lab;
import dev.iotrace.lab.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace lab run`: one lab, or all.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs a lab: asks, measures on a scratch file system, and explains.",
    footer = {
      "",
      "The experiments are command lines of iotrace, shown as anybody could type them.",
      "Labs that wait for the kernel's own pace take a minute or more for each run;",
      "with --fast they sync instead, which is told. A prediction is asked for when",
      "stdin and stdout are a terminal; Enter skips it. It may be given as 4, 4k,",
      "65,536, 30 s, 20 ms."
    })
final class LabRunCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Parameters(paramLabel = "N|all", description = "The lab's number, or all of them in turn.")
  String which = ALL;

  @Option(
      names = "--fast",
      description = "Sync instead of waiting until the kernel has put everything into its place.")
  boolean fast;

  @Option(names = "--answers", description = "Ask nothing: predictions are skipped.")
  boolean answers;

  @Option(
      names = "--recorded",
      description = "Run nothing: replay the lab's recorded traces. As any user, on any machine.")
  boolean recorded;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description = "Keep all pages in a new file, too: .md is Markdown, .html is HTML.")
  @Nullable Path sheet;

  @Option(
      names = "--traces",
      paramLabel = "DIR",
      description =
          "Keep the trace of each run in new files in this directory, for 'iotrace report'.")
  @Nullable Path traces;

  @Option(names = "--verbose", description = "Tell what happens on stderr, piped or not.")
  boolean verbose;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    requireNoConflict();
    List<Lab> labs = labs();
    Progress progress = new Progress(spec.commandLine().getErr(), false, verbose);
    LabRuns runs = recorded ? LabRuns.recorded() : new LiveLabRuns(traces, progress);
    runs.requireAble(labs);
    try (LabSheet kept = LabSheet.create(sheet)) {
      LabTour tour = new LabTour(runs, kept, spec.commandLine().getOut(), progress);
      return tour.take(labs, this::trials, !answers);
    }
  }

  private List<Trial> trials(Lab lab) {
    Stream<Trial> trials = lab.trials().stream();
    return fast ? trials.map(Trial::fast).toList() : trials.toList();
  }

  private void requireNoConflict() {
    if (recorded && (fast || traces != null)) {
      throw new OptionRefused(
          "--recorded with " + (fast ? "--fast" : "--traces"),
          "nothing is run, and a recorded trace keeps its pace",
          "leave one of them out");
    }
  }

  private List<Lab> labs() {
    if (which.equals(ALL)) {
      return List.of(Lab.values());
    }
    int number = which.matches("\\d{1,4}") ? Integer.parseInt(which) : 0;
    return List.of(
        Lab.of(number)
            .orElseThrow(
                () ->
                    new OptionRefused(
                        "no lab " + which,
                        "they are numbered from 1 to " + Lab.values().length,
                        "see 'iotrace lab list'")));
  }
}
