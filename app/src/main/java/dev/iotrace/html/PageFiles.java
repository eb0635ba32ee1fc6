package dev.iotrace.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The files that the page is made of.
final class PageFiles {
  /// In the order in which the browser runs them; the last starts the page.
  private static final List<String> OWN =
      List.of(
          "words.js",
          "palette.js",
          "model.js",
          "tip.js",
          "fold.js",
          "axis.js",
          "lanes.js",
          "timeline.js",
          "disk.js",
          "flow.js",
          "table.js",
          "tables.js",
          "detail.js",
          "head.js",
          "main.js");

  private PageFiles() {}

  /// The page without what the others give.
  static String skeleton() {
    return text("page.html");
  }

  static String style() {
    return text("page.css");
  }

  /// The page's own program.
  static String program() {
    return OWN.stream()
        .map(PageFiles::text)
        .collect(Collectors.joining("\n", "\"use strict\";\n", ""));
  }

  /// The library that draws: Apache ECharts, as its makers minified it.
  static String charts() {
    return text("echarts/echarts.min.js");
  }

  /// The terms under which the library may be passed on, and whose it is.
  static String chartsLicence() {
    return text("echarts/NOTICE")
        + "\n"
        + text("echarts/LICENSE")
        + "\n"
        + text("echarts/LICENSE-d3");
  }

  private static String text(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not built in: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
