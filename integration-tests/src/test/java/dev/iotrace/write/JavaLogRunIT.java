package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A JVM that compiles and runs a program that writes a log: many threads, of which one writes.
class JavaLogRunIT extends RunFixture {
  private static final int LINES = 1009;
  private static final int LINE_BYTES = 83;
  private static final int LINES_A_SYNC = 101;

  private static final String LOG =
      """
      import java.io.*;
      import java.nio.charset.StandardCharsets;

      class Log {
        public static void main(String[] arguments) throws IOException {
          int lines = Integer.parseInt(arguments[1]);
          int each = Integer.parseInt(arguments[2]);
          String line = "x".repeat(Integer.parseInt(arguments[3]) - 1);
          try (FileOutputStream file = new FileOutputStream(arguments[0]);
              Writer log =
                  new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.US_ASCII))) {
            for (int i = 1; i <= lines; i++) {
              log.write(line);
              log.write('\\n');
              if (i % each == 0) {
                log.flush();
                file.getChannel().force(false);
              }
            }
          }
        }
      }
      """;

  /// Each flush and force puts what came since the last on the disk, by fdatasync(2), as
  /// `FileChannel.force(false)` is on Linux. The page in which the last one ended is written again,
  /// unless that was at its very end; the file grows, so each takes a commit.
  @Test
  void bufferedLinesWithForce() throws Exception {
    Path program = Files.writeString(temporary.resolve("Log.java"), LOG);
    WriteReport report =
        command.run(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:-UsePerfData",
            program.toString(),
            command.at("log"),
            Integer.toString(LINES),
            Integer.toString(LINES_A_SYNC),
            Integer.toString(LINE_BYTES));
    Charges log = Charges.of(report).named("/log");
    int syncs = LINES / LINES_A_SYNC;
    assertThat(log.bytes()).isEqualTo(LINES * LINE_BYTES);
    assertThat(report.number("/logical/bytes")).isEqualTo(LINES * LINE_BYTES);
    assertThat(log.syncs()).isEqualTo(syncs);
    assertThat(log.commits()).hasSizeGreaterThanOrEqualTo(syncs);
    assertThat(log.deviceBytes("data")).isEqualTo(4096L * pages(syncs));
    assertThat(report.writes().stream().filter(it -> it.get("syscall").asString().equals("write")))
        .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
  }

  /// From the page of the first new byte to that of the last, at each sync and at the end.
  private static int pages(int syncs) {
    int pages = 0;
    int synced = 0;
    for (int sync = 1; sync <= syncs + 1; sync++) {
      int end = Math.min(LINES, sync * LINES_A_SYNC) * LINE_BYTES;
      pages += (end - 1) / 4096 - synced / 4096 + 1;
      synced = end;
    }
    return pages;
  }
}
