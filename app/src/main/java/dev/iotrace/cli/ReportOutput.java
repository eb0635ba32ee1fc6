package dev.iotrace.cli;

import dev.iotrace.html.HtmlReport;
import dev.iotrace.report.CsvReport;
import dev.iotrace.report.Format;
import dev.iotrace.report.JsonReport;
import dev.iotrace.report.Report;
import dev.iotrace.report.TerminalReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The places where a result will be written. Files are made before anything is run, so that a run
/// of minutes does not end at a name that is taken; when no result comes, they go again.
final class ReportOutput<T> implements AutoCloseable {
  private final List<Sheet<T>> sheets = new ArrayList<>();
  private boolean written;

  /// A format and where it goes; without a file it is stdout, which is not closed.
  private record Sheet<T>(Format<T> format, Writer writer, @Nullable Path file) {}

  /// The forms that a result can take.
  record Forms<T>(Format<T> json, Format<T> csv, Format<T> text) {}

  private ReportOutput() {}

  /// Of one run.
  ///
  /// @throws OutputRefused when a file exists or cannot be made
  static ReportOutput<Report> open(OutputOptions options, PrintWriter stdout) {
    TerminalReport.Layout layout = new TerminalReport.Layout(Terminal.columns(), options.stacks);
    ReportOutput<Report> output =
        open(
            options.documents,
            options.csv,
            new Forms<>(new JsonReport(), new CsvReport(), new TerminalReport(layout)),
            stdout);
    withPage(output, options.views.html);
    return output;
  }

  /// The files of a command, whose stdout is its own.
  ///
  /// @param json a new file, null for none
  /// @param html a new file, null for none
  /// @throws OutputRefused when a file exists or cannot be made
  static ReportOutput<Report> ofFiles(@Nullable Path json, @Nullable Path html) {
    ReportOutput<Report> output = new ReportOutput<>();
    if (json != null) {
      output.sheets.add(new Sheet<>(new JsonReport(), NewFile.create(json), json));
    }
    withPage(output, html);
    return output;
  }

  /// Of any result.
  ///
  /// @throws OutputRefused when a file exists or cannot be made
  static <T> ReportOutput<T> open(
      DocumentOptions options, @Nullable Path csv, Forms<T> forms, PrintWriter stdout) {
    ReportOutput<T> output = new ReportOutput<>();
    boolean open = false;
    try {
      output.add(forms.json, options.json, stdout);
      output.add(forms.csv, csv, stdout);
      long onStdout = output.sheets.stream().filter(sheet -> sheet.file == null).count();
      if (onStdout > 1) {
        throw OutputRefused.twice();
      }
      if (onStdout == 0 && !options.quiet) {
        output.sheets.add(new Sheet<>(forms.text, stdout, null));
      }
      open = true;
      return output;
    } finally {
      if (!open) {
        output.close();
      }
    }
  }

  /// Also as a page, where a file is named for it. What is there already goes when that is refused.
  private static void withPage(ReportOutput<Report> output, @Nullable Path html) {
    boolean added = false;
    try {
      if (html != null) {
        output.sheets.add(new Sheet<>(new HtmlReport(), NewFile.create(html), html));
      }
      added = true;
    } finally {
      if (!added) {
        output.close();
      }
    }
  }

  private void add(Format<T> format, @Nullable Path file, PrintWriter stdout) {
    if (file == null) {
      return;
    }
    boolean toStdout = file.toString().equals(DocumentOptions.STDOUT);
    sheets.add(
        toStdout
            ? new Sheet<>(format, stdout, null)
            : new Sheet<>(format, NewFile.create(file), file));
  }

  void write(T result) {
    for (Sheet<T> sheet : sheets) {
      try {
        sheet.format.write(result, sheet.writer);
        sheet.writer.flush();
      } catch (IOException e) {
        throw OutputRefused.cannotWrite(e);
      }
    }
    written = true;
  }

  @Override
  public void close() {
    for (Sheet<T> sheet : sheets) {
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
