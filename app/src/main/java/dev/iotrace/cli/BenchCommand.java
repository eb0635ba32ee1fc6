package dev.iotrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// `iotrace bench`: measures, without probes.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures writes: what the application sees, and what the device did.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BenchCopyCommand.class, HelpCommand.class})
final class BenchCommand {}
