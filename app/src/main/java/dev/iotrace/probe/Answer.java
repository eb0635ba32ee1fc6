package dev.iotrace.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What a program says on stdout and stderr when it is asked something.
final class Answer {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final int MOST_BYTES = 1 << 16;

  private Answer() {}

  /// Runs the command to its end.
  ///
  /// @throws IOException when it cannot be run or does not end
  static String of(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    CompletableFuture<String> output = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> output.complete(drain(process.getInputStream())));
    try {
      if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException("it does not end");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return output.completeOnTimeout("", 1, TimeUnit.SECONDS).join();
  }

  private static String drain(InputStream in) {
    try (in) {
      String kept = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      in.skip(Long.MAX_VALUE);
      return kept;
    } catch (IOException e) {
      return "";
    }
  }
}
