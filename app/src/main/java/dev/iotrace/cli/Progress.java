package dev.iotrace.cli;

import dev.iotrace.report.LiveTimeline;
import dev.iotrace.report.ProgressLine;
import dev.iotrace.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// What stderr gets while the kernel works.
final class Progress {
  private final PrintWriter err;
  private final boolean quiet;
  private final LiveTimeline.Mode mode;

  Progress(PrintWriter err, boolean quiet, boolean verbose) {
    this(err, quiet, quiet ? LiveTimeline.Mode.SILENT : mode(verbose));
  }

  private Progress(PrintWriter err, boolean quiet, LiveTimeline.Mode mode) {
    this.err = err;
    this.quiet = quiet;
    this.mode = mode;
  }

  /// For a part of which nothing is to be told.
  Progress silent() {
    return new Progress(err, true, LiveTimeline.Mode.SILENT);
  }

  /// The same without what is only for those who watch.
  Progress notesOnly() {
    return new Progress(err, quiet, LiveTimeline.Mode.SILENT);
  }

  private static LiveTimeline.Mode mode(boolean verbose) {
    String term = Objects.requireNonNullElse(System.getenv("TERM"), "");
    return LiveTimeline.Mode.of(stderrIsTerminal(), term, verbose);
  }

  /// Something that the user must know.
  void say(String line) {
    if (!quiet) {
      err.println("iotrace: " + SafeText.of(line));
    }
  }

  /// Something for those who watch.
  void tell(String line) {
    if (mode != LiveTimeline.Mode.SILENT) {
      err.println(SafeText.of(line));
    }
  }

  LiveTimeline timeline(int workloadThread) {
    return new LiveTimeline(workloadThread, err, mode);
  }

  /// A line to be overwritten in place; empty where that cannot be done, or nothing is to be told.
  Optional<ProgressLine> line() {
    return mode == LiveTimeline.Mode.TERMINAL
        ? Optional.of(new ProgressLine(err))
        : Optional.empty();
  }

  /// The platform tells of stdin and stdout only ([java.io.Console]).
  private static boolean stderrIsTerminal() {
    try {
      Path behind = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
      return behind.startsWith("/dev/pts") || behind.startsWith("/dev/tty");
    } catch (IOException unknown) {
      return false;
    }
  }
}
