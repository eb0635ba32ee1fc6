package dev.iotrace.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A folder under `src/test/resources/traces`: a trace, the report that it must give, and a README
/// that derives the report's figures by hand.
record TraceFolder(Path path) {
  private static final Path ALL =
      Path.of(System.getProperty("iotrace.root"), "app/src/test/resources/traces");

  static List<TraceFolder> all() {
    try (Stream<Path> folders = Files.list(ALL)) {
      return folders.sorted().map(TraceFolder::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TraceFolder of(String name) {
    return new TraceFolder(ALL.resolve(name));
  }

  Path trace() {
    Path plain = path.resolve("trace.jsonl");
    return Files.exists(plain) ? plain : path.resolve("trace.jsonl.gz");
  }

  /// The lines of the trace, the header first.
  List<String> lines() throws IOException {
    InputStream bytes = Files.newInputStream(trace());
    boolean packed = trace().toString().endsWith(".gz");
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                packed ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }

  Path expected() {
    return path.resolve("expected.json");
  }

  Path readme() {
    return path.resolve("README.md");
  }

  /// What the test is called.
  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
