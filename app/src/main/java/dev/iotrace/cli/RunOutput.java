package dev.iotrace.cli;

import dev.iotrace.report.Report;
import dev.iotrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The files for the report of one file system. They are made before anything is run.
final class RunOutput implements AutoCloseable {
  private final ReportOutput<Report> report;
  private final PerfettoFile perfetto;
  private final @Nullable Path trace;

  private RunOutput(ReportOutput<Report> report, PerfettoFile perfetto, @Nullable Path trace) {
    this.report = report;
    this.perfetto = perfetto;
    this.trace = trace;
  }

  /// @param word what stands before the extensions of files; empty: nothing
  /// @throws OutputRefused when a file exists or cannot be made
  static RunOutput open(RunOutputOptions options, String word) {
    Path trace = named(options.trace, word);
    if (trace != null) {
      TraceWriter.requireAbsent(trace);
    }
    ReportOutput<Report> report =
        ReportOutput.ofFiles(named(options.json, word), named(options.views.html, word));
    boolean open = false;
    try {
      PerfettoFile perfetto = PerfettoFile.create(named(options.views.perfetto, word));
      open = true;
      return new RunOutput(report, perfetto, trace);
    } finally {
      if (!open) {
        report.close();
      }
    }
  }

  private static @Nullable Path named(@Nullable Path file, String word) {
    return file == null || word.isEmpty() ? file : RunOutputOptions.with(file, word);
  }

  /// Where the events go, null for nowhere.
  @Nullable Path trace() {
    return trace;
  }

  PerfettoFile perfetto() {
    return perfetto;
  }

  void write(Report result) {
    report.write(result);
    perfetto.write(result);
  }

  /// There is nothing to tell: no file stays.
  void drop() {
    try {
      if (trace != null) {
        Files.deleteIfExists(trace);
      }
    } catch (IOException e) {
      throw OutputRefused.cannotWrite(e);
    }
  }

  @Override
  public void close() {
    try (perfetto) {
      report.close();
    }
  }
}
