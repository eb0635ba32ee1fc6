package dev.iotrace.cli;

import dev.iotrace.report.CsvReport;
import dev.iotrace.report.JsonReport;
import dev.iotrace.report.Report;
import dev.iotrace.report.ReportFormat;
import dev.iotrace.report.TerminalReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The places where a report will be written. Files are made before anything is run, so that a run
/// of minutes does not end at a name that is taken; when no report comes, they go again.
final class ReportOutput implements AutoCloseable {
  private final List<Sheet> sheets = new ArrayList<>();
  private boolean written;

  /// A format and where it goes; without a file it is stdout, which is not closed.
  private record Sheet(ReportFormat format, Writer writer, @Nullable Path file) {}

  private ReportOutput() {}

  /// @throws OutputRefused when a file exists or cannot be made
  static ReportOutput open(OutputOptions options, PrintWriter stdout) {
    ReportOutput output = new ReportOutput();
    boolean open = false;
    try {
      output.add(new JsonReport(), options.json, stdout);
      output.add(new CsvReport(), options.csv, stdout);
      long onStdout = output.sheets.stream().filter(sheet -> sheet.file == null).count();
      if (onStdout > 1) {
        throw OutputRefused.twice();
      }
      if (onStdout == 0 && !options.quiet) {
        TerminalReport.Layout layout =
            new TerminalReport.Layout(Terminal.columns(), options.stacks);
        output.sheets.add(new Sheet(new TerminalReport(layout), stdout, null));
      }
      open = true;
      return output;
    } finally {
      if (!open) {
        output.close();
      }
    }
  }

  private void add(ReportFormat format, @Nullable Path file, PrintWriter stdout) {
    if (file == null) {
      return;
    }
    boolean toStdout = file.toString().equals(OutputOptions.STDOUT);
    sheets.add(
        toStdout ? new Sheet(format, stdout, null) : new Sheet(format, NewFile.create(file), file));
  }

  /// Whether stdout is for a document that a program reads.
  boolean machineReadsStdout() {
    return sheets.stream()
        .anyMatch(sheet -> sheet.file == null && !(sheet.format instanceof TerminalReport));
  }

  void write(Report report) {
    for (Sheet sheet : sheets) {
      try {
        sheet.format.write(report, sheet.writer);
        sheet.writer.flush();
      } catch (IOException e) {
        throw OutputRefused.cannotWrite(e);
      }
    }
    written = true;
  }

  @Override
  public void close() {
    for (Sheet sheet : sheets) {
      try {
        if (sheet.file != null) {
          sheet.writer.close();
          if (!written) {
            Files.delete(sheet.file);
          }
        }
      } catch (IOException e) {
        throw OutputRefused.cannotWrite(e);
      }
    }
  }
}
