package dev.iotrace.cli;

import dev.iotrace.lab.Lab;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `iotrace lab list`: which labs there are.
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the labs by number.")
final class LabListCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Lab lab : Lab.values()) {
      out.println(String.format(Locale.ROOT, "%3d  %s", lab.number(), lab.title()));
    }
    out.flush();
    return ExitCode.DONE.number();
  }
}
