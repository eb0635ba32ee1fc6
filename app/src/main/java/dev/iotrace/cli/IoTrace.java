package dev.iotrace.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The program: `iotrace COMMAND [OPTIONS]`.
@Command(
    name = "iotrace",
    description = "Shows which physical writes each logical write causes, and proves it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {HelpCommand.class})
public final class IoTrace {
  /// Runs one command line in this process and returns its exit code.
  public static int run(String... args) {
    return new CommandLine(new IoTrace()).execute(args);
  }

  static void main(String... args) {
    System.exit(run(args));
  }
}
