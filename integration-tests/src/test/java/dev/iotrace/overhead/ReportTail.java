package dev.iotrace.overhead;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The end of a report, which may be too large to be read as a whole.
final class ReportTail {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BYTES = 1 << 16;
  private static final String KEY = "\"audit\"";

  private ReportTail() {}

  /// The audit, which is the last property.
  static JsonNode audit(Path report) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(report.toFile(), "r")) {
      byte[] tail = new byte[Math.toIntExact(Math.min(BYTES, file.length()))];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
      String text = new String(tail, StandardCharsets.UTF_8);
      return JSON.readTree("{" + text.substring(text.lastIndexOf(KEY))).get("audit");
    }
  }
}
