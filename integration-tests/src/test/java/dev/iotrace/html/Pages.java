package dev.iotrace.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import tools.jackson.databind.json.JsonMapper;

/// Pages and traces for the browser.
final class Pages {
  private static final Path ROOT = Path.of(System.getProperty("iotrace.root"));
  static final Path TRACES = ROOT.resolve("app/src/test/resources/traces");

  /// Ends whatever it may get into: the script, the attribute, the rich text of a canvas, the line.
  static final String HOSTILE =
      "</script><img src=x onerror=\"window.owned=1\">{a|b}'`${1}\u2028\u202e<!--\u001b[2J&lt;";

  private Pages() {}

  /// The page of a trace, made by the program as users start it.
  static Path of(Path trace, Path temporary) throws Exception {
    Path page = Files.createTempDirectory(temporary, "page").resolve("report.html");
    Ended ended =
        Ended.of(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-jar",
                    ROOT.resolve("app/target/iotrace.jar").toString(),
                    "report",
                    trace.toString(),
                    "--quiet",
                    "--html=" + page)
                .start());
    assertThat(ended.stderr()).isEmpty();
    return page;
  }

  /// A trace whose process, file and kernel function are called [#HOSTILE].
  static Path hostile(Path temporary) throws Exception {
    String json = JsonMapper.shared().writeValueAsString(HOSTILE);
    String inner = json.substring(1, json.length() - 1);
    List<String> lines =
        Files.readAllLines(TRACES.resolve("hostile-comm/trace.jsonl")).stream()
            .map(line -> line.replace("\"comm\":\"\\\"},{\\\"x\"", "\"comm\":" + json))
            .map(
                line ->
                    line.replaceFirst(
                        "\"file\":\"/mnt/[^ ]*?dat\"",
                        "\"file\":\"/" + Matcher.quoteReplacement(inner) + "\""))
            .map(line -> line.replace("\"ext4_file_write_iter+858\"", "\"" + inner + "+1\""))
            .toList();
    return Files.write(temporary.resolve("hostile.jsonl"), lines);
  }
}
