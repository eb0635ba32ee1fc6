package dev.iotrace.cli;

import dev.iotrace.event.Refusal;
import dev.iotrace.report.SafeText;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Turns what went wrong into one line on stderr and an exit code.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /// The option that asks for the stack trace of a bug.
  static final String STACK_TRACE = "--stacktrace";

  private final BooleanSupplier stackTrace;

  /// @param stackTrace whether the user asked for it
  Failures(BooleanSupplier stackTrace) {
    this.stackTrace = stackTrace;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (exception instanceof Refusal refusal) {
      err.println("iotrace: " + SafeText.of(String.valueOf(refusal.getMessage())));
      return refusal.exitCode();
    }
    err.println(
        "iotrace: a bug of ours: "
            + SafeText.of(exception.toString())
            + "; please report it with the output of the same command and "
            + STACK_TRACE);
    if (stackTrace.getAsBoolean()) {
      exception.printStackTrace(err);
    }
    return ExitCode.BUG.number();
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(
            "iotrace: "
                + SafeText.of(String.valueOf(exception.getMessage()))
                + "; see '"
                + name
                + " --help'");
    return ExitCode.USAGE.number();
  }
}
