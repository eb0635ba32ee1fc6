package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A load for which a buffer of one page is too small: what is missing is told.
class LossIT {
  private static final int WRITES = 20_011;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  @Test
  void whatTheBufferCannotHoldMakesALowerBoundWithItsNumber() throws Exception {
    RealKernel.assumeRoot();
    try (Following following = new Following(temporary.toRealPath())) {
      Path json = temporary.resolve("report.json");
      String[] options = {"--buffer", "4k", "--settle", "sync", "--timeout", "5s"};
      Ended ended = following.runWith(options, json, load(following));
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(4);
      assertThat(following.iotrace().left()).isEmpty();
      WriteReport report = WriteReport.of(Files.readString(json));
      assertThat(report.text("/audit/verdict")).isEqualTo("lower_bound");
      long lost = report.number("/audit/lost_events");
      assertThat(lost).isPositive();
      assertThat(
              WriteReport.sum(
                  report.json().at("/audit/lost").valueStream().toList(),
                  it -> it.get("events").asLong()))
          .isEqualTo(lost);
      long missing = report.number("/audit/difference_bytes");
      assertThat(missing)
          .isNotNegative() // requests are kept in maps, bios with their stacks are not
          .isEqualTo(
              report.number("/audit/device_counter/write_bytes")
                  - report.number("/audit/traced/write_bytes"));
      assertThat(ended.stderr().replaceAll("\\s+", " "))
          .contains(
              String.format(
                  Locale.ROOT,
                  "LOWER BOUND: %,d bytes that the device counted are missing",
                  missing));
    }
  }

  /// Each write makes at least four lines: two of the call, one of the bio, which is printed with
  /// its stack, and one of the request.
  private static String[] load(Following following) {
    return new String[] {
      "dd",
      "if=/dev/zero",
      "of=" + following.at("file"),
      "bs=512",
      "count=" + WRITES,
      "oflag=direct",
      "status=none"
    };
  }
}
