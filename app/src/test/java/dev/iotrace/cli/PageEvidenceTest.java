package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The same experiment with the pages of the bios and without them: what the tracepoints alone
/// tell, told again by the bios themselves.
class PageEvidenceTest {
  private static final String PAGES = "\"pages\":\\{[^}]*\\},";

  @TempDir Path directory = Path.of("");

  /// Real traces that have them; JUnit fails when there are none.
  static List<TraceFolder> recorded() {
    return TraceFolder.all().stream()
        .filter(it -> it.toString().startsWith("recorded-") && text(it).contains("\"pages\":"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void withoutThemCausesAndBytesAreTheSame(TraceFolder folder) throws IOException {
    Path without = directory.resolve("trace.jsonl");
    Files.writeString(without, text(folder).replaceAll(PAGES, ""));
    JsonNode blind = JsonMapper.shared().readTree(report(without));
    JsonNode seeing = JsonMapper.shared().readTree(report(folder.trace()));
    for (String part : List.of("/settled", "/at_return", "/by_cause", "/unrelated", "/writes")) {
      assertThat(seeing.at(part)).as(part).isEqualTo(blind.at(part));
    }
    assertThat(seeing.at("/audit/verdict")).isEqualTo(blind.at("/audit/verdict"));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void eachDataBioOfTheFileIsKnownByItsPages(TraceFolder folder) throws IOException {
    JsonNode report = JsonMapper.shared().readTree(report(folder.trace()));
    for (JsonNode request : report.get("requests").values()) {
      boolean data = request.get("cause").stringValue().equals("data");
      if (data && !request.get("path").stringValue().equals("direct")) {
        assertThat(request.get("evidence").toString()).contains("the bio's own pages");
      }
    }
  }

  private static String report(Path trace) {
    CommandRun run = CommandRun.of("report", trace.toString(), "--json");
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private static String text(TraceFolder folder) {
    Path trace = folder.trace();
    try (InputStream file = Files.newInputStream(trace);
        InputStream in = trace.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(trace.toString(), e);
    }
  }
}
