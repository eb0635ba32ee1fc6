package dev.iotrace.cli;

import dev.iotrace.event.TraceHeader;
import dev.iotrace.live.Activity;
import dev.iotrace.live.LiveScreen;
import dev.iotrace.report.LiveTimeline;
import dev.iotrace.report.ProgressLine;
import dev.iotrace.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stderr gets while the kernel works.
final class Progress {
  private final PrintWriter err;
  private final boolean quiet;
  private final LiveTimeline.Mode mode;
  private final LiveScreen.@Nullable Place place;
  private @Nullable LiveScreen screen;

  Progress(PrintWriter err, boolean quiet, boolean verbose) {
    this(err, quiet, quiet ? LiveTimeline.Mode.SILENT : mode(verbose), null);
  }

  private Progress(
      PrintWriter err, boolean quiet, LiveTimeline.Mode mode, LiveScreen.@Nullable Place place) {
    this.err = err;
    this.quiet = quiet;
    this.mode = mode;
    this.place = place;
  }

  /// For a part of which nothing is to be told.
  Progress silent() {
    return new Progress(err, true, LiveTimeline.Mode.SILENT, null);
  }

  /// The same without what is only for those who watch.
  Progress notesOnly() {
    return new Progress(err, quiet, LiveTimeline.Mode.SILENT, null);
  }

  /// The same, and a picture on a terminal that is not stderr.
  Progress drawnOn(LiveScreen.Place terminal) {
    return new Progress(err, quiet, mode, terminal);
  }

  private static LiveTimeline.Mode mode(boolean verbose) {
    String term = Objects.requireNonNullElse(System.getenv("TERM"), "");
    return LiveTimeline.Mode.of(Terminal.isBehind(Terminal.STDERR), term, verbose);
  }

  /// Something that the user must know.
  void say(String line) {
    if (!quiet) {
      aside(() -> err.println("iotrace: " + SafeText.of(line)));
    }
  }

  /// Something for those who watch.
  void tell(String line) {
    if (mode != LiveTimeline.Mode.SILENT) {
      aside(() -> err.println(SafeText.of(line)));
    }
  }

  /// A picture that is drawn on that terminal must not be written through.
  private void aside(Runnable writing) {
    LiveScreen drawn = screen;
    if (drawn == null) {
      writing.run();
    } else {
      drawn.aside(
          () -> {
            writing.run();
            err.flush();
          });
    }
  }

  /// Shows the run while it goes on: on a terminal with a picture, else in lines, or not at all.
  ///
  /// @param recording not yet begun
  LiveTimeline timeline(TraceHeader header, Recording recording) throws IOException {
    LiveTimeline timeline;
    LiveScreen.Place there = mode == LiveTimeline.Mode.TERMINAL ? Terminal.behindStderr() : place;
    if (there != null) {
      Activity activity = new Activity(header.workload().tree());
      LiveScreen drawn = new LiveScreen(activity, there);
      screen = drawn;
      drawn.start();
      timeline = new LiveTimeline(header.threadId(), drawn, mode);
      recording.watchedBy(activity::accept).toldTo(activity);
    } else {
      timeline = new LiveTimeline(header.threadId(), err, mode);
    }
    recording.watchedBy(timeline::accept).toldTo(timeline);
    return timeline;
  }

  /// A line to be overwritten in place; empty where that cannot be done, or nothing is to be told.
  Optional<ProgressLine> line() {
    return mode == LiveTimeline.Mode.TERMINAL
        ? Optional.of(new ProgressLine(err))
        : Optional.empty();
  }
}
