package dev.iotrace.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// `iotrace lab`: experiments to learn from.
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description = "Numbered experiments on scratch file systems: predict, measure, understand.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {LabListCommand.class, LabRunCommand.class, HelpCommand.class})
final class LabCommand {}
