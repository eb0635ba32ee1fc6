package dev.iotrace.html;

import dev.iotrace.report.JsonDocument;
import dev.iotrace.report.Report;
import dev.iotrace.report.ReportFormat;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The report as one HTML file that opens from disk and needs no network: what happened in words, a
/// flow picture, a timeline, a map of the disk, and tables.
///
/// All that came from outside is in one JSON element; the page's program puts it into the document
/// as text only, and [ContentSecurityPolicy] forbids any other program.
public final class HtmlReport implements ReportFormat {
  /// More of each kind make the page slow; the sums are over all.
  private static final int MOST_ENTRIES = 20_000;

  private final int mostEntries;

  /// With as many writes, requests and files as a browser copes with.
  public HtmlReport() {
    this(MOST_ENTRIES);
  }

  /// With at most so many writes, requests and files each.
  public HtmlReport(int mostEntries) {
    this.mostEntries = mostEntries;
  }

  @Override
  public void write(Report report, Writer out) throws IOException {
    String charts = PageFiles.charts();
    String program = PageFiles.program();
    String style = PageFiles.style();
    for (String part : PageFiles.skeleton().split("@@", -1)) {
      switch (part) {
        case "POLICY" ->
            out.write(
                ContentSecurityPolicy.of(List.of(charts, program), style).replace("'", "&#39;"));
        case "STYLE" -> out.write(style);
        case "DATA" -> data(report, out);
        case "CHARTS" -> out.write(charts);
        case "PROGRAM" -> out.write(program);
        case "LICENCE" -> out.write(escaped(PageFiles.chartsLicence()));
        default -> out.write(part);
      }
    }
  }

  /// One object: the account in words, what was left out, the report.
  private void data(Report report, Writer out) throws IOException {
    Writer safe = new ScriptSafeWriter(out);
    Excerpt excerpt = Excerpt.of(report, mostEntries);
    safe.write("{\"account\": ");
    JsonDocument.writeLine(Account.of(report), safe);
    safe.write(", \"left_out\": ");
    JsonDocument.writeLine(excerpt.leftOut(), safe);
    safe.write(", \"report\": ");
    JsonDocument.write(excerpt.report(), safe);
    safe.write("}");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
