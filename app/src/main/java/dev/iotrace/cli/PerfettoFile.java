package dev.iotrace.cli;

import dev.iotrace.event.TraceHeader;
import dev.iotrace.perfetto.CallsAndCommits;
import dev.iotrace.perfetto.PerfettoTrace;
import dev.iotrace.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The Perfetto trace that was asked for, or none. The file is made before anything is run, and
/// goes again when no report comes, as those of [ReportOutput].
final class PerfettoFile implements AutoCloseable {
  private final @Nullable Path file;
  private final @Nullable OutputStream out;
  private @Nullable CallsAndCommits beside;
  private boolean written;

  private PerfettoFile(@Nullable Path file, @Nullable OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /// @param file a new one, null for none
  /// @throws OutputRefused when it exists or cannot be made
  static PerfettoFile create(@Nullable Path file) {
    return new PerfettoFile(file, file == null ? null : NewFile.createBinary(file));
  }

  /// Has it see what a report leaves out.
  void watch(Recording recording, TraceHeader header) {
    if (out != null) {
      CallsAndCommits watcher = new CallsAndCommits(header);
      recording.watchedBy(watcher).toldTo(watcher);
      beside = watcher;
    }
  }

  /// @param report of the recording that was watched
  /// @throws OutputRefused when it cannot be written
  void write(Report report) {
    CallsAndCommits seen = beside;
    if (out != null && seen != null) {
      try {
        PerfettoTrace.write(report, seen, out);
        written = true;
      } catch (IOException e) {
        throw OutputRefused.cannotWrite(e);
      }
    }
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
      if (file != null && !written) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw OutputRefused.cannotWrite(e);
    }
  }
}
