package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine.Help;

/// What one command line gave, run in this process.
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        IoTrace.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .execute(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /// What it printed, when it went well and had nothing to say on stderr.
  String good() {
    assertThat(this).isEqualTo(new CommandRun(0, out, ""));
    return out;
  }
}
