package dev.iotrace.lab;

import dev.iotrace.report.Format;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// Labs as one HTML file that needs no network and runs nothing.
public final class HtmlSheet implements Format<List<Part>> {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy"
       content="default-src 'none'; style-src 'unsafe-inline'">
      <title>@TITLE@</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 1rem/1.5 serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
      pre { font: .8rem/1.3 monospace; overflow-x: auto; padding: .5rem; border: 1px solid; }
      h2 { border-top: 2px solid; padding-top: 1rem; }
      @media print { h2 { break-before: page; border: 0; } pre { break-inside: avoid; } }
      </style>
      </head>
      <body>
      <h1>@TITLE@</h1>
      """;

  @Override
  public void write(List<Part> parts, Writer out) throws IOException {
    out.write(HEAD.replace("@TITLE@", escaped(LabPage.SHEET_TITLE)));
    for (Part part : parts) {
      out.write(text(part) + "\n");
    }
    out.write("</body>\n</html>\n");
  }

  private static String text(Part part) {
    return switch (part) {
      case Part.Title title -> "<h2>" + escaped(title.text()) + "</h2>";
      case Part.Heading heading -> "<h3>" + escaped(heading.text()) + "</h3>";
      case Part.Paragraph paragraph ->
          "<p>" + escaped(paragraph.text()).replaceAll("`([^`]*)`", "<code>$1</code>") + "</p>";
      case Part.Listing listing -> "<pre>" + escaped(String.join("\n", listing.lines())) + "</pre>";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
