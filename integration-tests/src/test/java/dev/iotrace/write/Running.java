package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Waits until a running program has come so far, as the system shows it.
final class Running {
  private static final long POLL_MS = 5;
  private static final long PATIENCE_NS = 300_000_000_000L;

  private Running() {}

  static void await(Callable<Boolean> condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - begun > PATIENCE_NS) {
        throw new AssertionError("waited in vain");
      }
      Thread.sleep(POLL_MS);
    }
  }

  /// Until it has said that on stderr, which is read up to there and returned.
  static String said(Process program, String text) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf(text) < 0) {
      int next = program.getErrorStream().read();
      assertThat(next).as(said.toString()).isNotNegative();
      said.append(new String(new byte[] {(byte) next}, StandardCharsets.ISO_8859_1));
    }
    return said.toString();
  }

  /// Until the workload's file is there and so long.
  static void awaitFile(Path directory, long bytes) throws Exception {
    await(
        () -> {
          for (Path file : files(directory)) {
            if (bytesOf(file) >= bytes) {
              return true;
            }
          }
          return false;
        });
  }

  /// How long it is; nothing when the program has removed it since it was listed.
  private static long bytesOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException removed) {
      return -1;
    }
  }

  /// The workload's files in a directory.
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(it -> it.getFileName().toString().startsWith("iotrace-")).toList();
    }
  }
}
