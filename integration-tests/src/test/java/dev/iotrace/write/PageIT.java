package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `--html` of a run on the real kernel: the page carries the very report that `--json` gives. What
/// a browser makes of it, `dev.iotrace.html` tests.
class PageIT extends RootFixture {
  private static final String DATA = "<script type=\"application/json\" id=\"data\">";

  @Test
  void pageOfAWriteCarriesItsReport() throws Exception {
    Program iotrace = new Program(directory);
    Path json = directory.resolve("report.json");
    Path html = directory.resolve("report.html");
    Ended ended =
        iotrace.run(
            "write",
            "--bytes=4",
            "--settle=sync",
            "--scratch=" + iotrace.scratch(""),
            "--json=" + json,
            "--html=" + html);
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(carried(html)).isEqualTo(JsonMapper.shared().readTree(Files.readString(json)));
  }

  @Test
  void pageOfACommandCarriesItsReport() throws Exception {
    try (Following command = new Following(directory)) {
      Path json = temporary.resolve("report.json");
      Path html = temporary.resolve("report.html");
      String[] options = {"--settle", "sync", "--html", html.toString()};
      Ended ended =
          command.runWith(
              options, json, "dd", "if=/dev/zero", "of=" + command.at("file"), "count=7");
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(carried(html)).isEqualTo(JsonMapper.shared().readTree(Files.readString(json)));
    }
  }

  private static JsonNode carried(Path html) throws IOException {
    String page = Files.readString(html);
    int from = page.indexOf(DATA) + DATA.length();
    return JsonMapper.shared()
        .readTree(page.substring(from, page.indexOf("</script>", from)))
        .get("report");
  }
}
