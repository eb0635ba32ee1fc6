package dev.iotrace.cli;

import dev.iotrace.syscall.Binding;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The program: `iotrace COMMAND [OPTIONS]`.
@Command(
    name = "iotrace",
    description = "Shows which physical writes each logical write causes, and proves it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    subcommands = {
      WriteCommand.class,
      RunCommand.class,
      WatchCommand.class,
      CompareCommand.class,
      ReportCommand.class,
      DiffCommand.class,
      AssertCommand.class,
      ExplainCommand.class,
      BenchCommand.class,
      CopyCommand.class,
      SafetyCommand.class,
      LabCommand.class,
      DeviceCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    })
public final class IoTrace {
  @Option(
      names = Failures.STACK_TRACE,
      scope = ScopeType.INHERIT,
      hidden = true,
      description = "With a bug, show where.")
  private boolean stackTrace;

  /// For whoever looks at the commands without [#commandLine]: manual pages are made so.
  @Spec
  void describe(CommandSpec spec) {
    spec.usageMessage().exitCodeList(ExitCode.meanings());
  }

  /// Runs one command line in this process and returns its exit code.
  public static int run(String... args) {
    return commandLine().execute(args);
  }

  /// All commands with their wiring, writing to stdout and stderr unless told otherwise.
  static CommandLine commandLine() {
    IoTrace program = new IoTrace();
    Failures failures = new Failures(() -> program.stackTrace);
    CommandLine commandLine = new CommandLine(program);
    // What follows a command is the command's.
    Objects.requireNonNull(commandLine.getSubcommands().get("run")).setStopAtPositional(true);
    return commandLine
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  static void main(String... args) {
    // By vfork(2), the default, a Ctrl-Z between it and the exec stops the child, and then the JVM,
    // which waits for that exec in the kernel, cannot stop: the terminal's shell waits for ever.
    System.setProperty("jdk.lang.Process.launchMechanism", "FORK");
    if (Stream.of("write", "run", "watch", "compare").anyMatch(List.of(args)::contains)) {
      Binding.begin();
      Heap.keepSmall();
    }
    System.exit(run(args));
  }
}
