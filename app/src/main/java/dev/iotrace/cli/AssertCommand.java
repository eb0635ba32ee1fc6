package dev.iotrace.cli;

import dev.iotrace.expect.Checked;
import dev.iotrace.expect.CheckedText;
import dev.iotrace.expect.Expectation;
import dev.iotrace.expect.JUnitXml;
import dev.iotrace.saved.SavedReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `iotrace assert FILE`: whether reports show what is asked of them. No root, no kernel.
@Command(
    name = "assert",
    mixinStandardHelpOptions = true,
    description = "Checks reports against bounds, for continuous integration: exit code 0 or 1.",
    footer = {
      "",
      "Each report must show each thing that is asked. One whose books are not closed,",
      "or that did not wait for all, has lower bounds only: it can show that there is",
      "too much, but not that there is no more, and fails what asks for that. So does a",
      "report that does not tell, as of bytes that nobody knows."
    })
final class AssertCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Reports that --json made, or directories of them.")
  List<Path> files = List.of();

  @Mixin ExpectationOptions expectations = new ExpectationOptions();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "The outcomes as JUnit XML, to a new file.")
  @Nullable Path junit;

  @Option(names = "--quiet", description = "No outcomes on stdout.")
  boolean quiet;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Expectation> asked = expectations.asked();
    if (asked.isEmpty()) {
      throw new OptionRefused(
          "nothing to check", "no bound is named", "name one, as --require closed");
    }
    if (junit != null) {
      NewFile.requireAbsent(junit);
    }
    List<Checked> checked = new ArrayList<>();
    for (Path file : files) {
      SavedReport.readAll(file).forEach(report -> checked.add(Checked.of(report, asked)));
    }
    if (junit != null) {
      try (Writer out = NewFile.create(junit)) {
        new JUnitXml().write(checked, out);
      }
    }
    if (!quiet) {
      PrintWriter out = spec.commandLine().getOut();
      new CheckedText(Terminal.columns()).write(checked, out);
      out.flush();
    }
    boolean met = checked.stream().allMatch(Checked::met);
    return (met ? ExitCode.DONE : ExitCode.CHECK_FAILED).number();
  }
}
