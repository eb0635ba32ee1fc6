package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.report.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `iotrace report --json` on every trace under `src/test/resources/traces` against the
/// `expected.json` beside it. `-Drecord=true` writes these files anew: review the difference
/// against the README before you commit it.
class TraceTest {
  static List<TraceFolder> folders() {
    return TraceFolder.all();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void reportIsAsExpected(TraceFolder folder) throws IOException {
    CommandRun run = CommandRun.of("report", folder.trace().toString(), "--json");
    assertThat(run.err()).isEmpty();
    Golden.assertRecorded(folder.expected(), run.out());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyByteIsSomebodysOnce(TraceFolder folder) throws IOException {
    JsonNode report = JsonMapper.shared().readTree(Files.readString(folder.expected()));
    long settled = report.at("/settled/device_bytes").asLong();
    assertThat(sum(report.get("writes"))).isEqualTo(settled);
    assertThat(sum(report.get("by_cause"))).isEqualTo(settled);
    assertThat(
            settled
                + report.at("/unrelated/device_bytes").asLong()
                + report.at("/unattributed/device_bytes").asLong())
        .isEqualTo(report.at("/audit/issued_write_bytes").asLong());
  }

  /// A bio that was split or mirrored counts once, and none is made up.
  @ParameterizedTest
  @MethodSource("folders")
  void biosOfTheRequestsAreThoseOfTheSumsAndOfTheTrace(TraceFolder folder) throws IOException {
    JsonNode report = JsonMapper.shared().readTree(Files.readString(folder.expected()));
    long traced =
        report
            .get("requests")
            .valueStream()
            .filter(request -> request.get("owner").asString().equals("traced"))
            .mapToLong(request -> request.path("bios").asLong(0))
            .sum();
    long summed =
        report.get("by_cause").valueStream().mapToLong(row -> row.path("bios").asLong(0)).sum();
    assertThat(summed).isEqualTo(traced);
    assertThat(folder.lines().stream().filter(line -> line.contains("\"bio_queued\"")).count())
        .isGreaterThanOrEqualTo(summed);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void folderHasItsThreeFiles(TraceFolder folder) throws IOException {
    assertThat(folder.trace()).isRegularFile();
    assertThat(folder.expected()).isRegularFile();
    assertThat(Files.readString(folder.readme())).isNotBlank();
    assertThat(folder.path()).isDirectoryNotContaining(file -> !isKnown(folder, file));
  }

  private static boolean isKnown(TraceFolder folder, Path file) {
    return List.of(folder.trace(), folder.expected(), folder.readme()).contains(file);
  }

  private static long sum(JsonNode entries) {
    return entries.values().stream().mapToLong(each -> each.get("device_bytes").asLong()).sum();
  }
}
