package dev.iotrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// `iotrace bench`: measures, without probes.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures writes and copies: what the application sees, and what the device did.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchWriteCommand.class,
      BenchMatrixCommand.class,
      BenchCopyCommand.class,
      HelpCommand.class
    })
final class BenchCommand {}
