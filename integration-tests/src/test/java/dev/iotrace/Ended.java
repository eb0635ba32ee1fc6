package dev.iotrace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullMarked;

/// What a command left when it ended.
@NullMarked
public record Ended(long pid, int exitCode, String stdout, String stderr) {
  /// Waits for the process, draining both its streams.
  public static Ended of(Process process) throws InterruptedException {
    CompletableFuture<String> stderr =
        CompletableFuture.supplyAsync(
            () -> text(process.getErrorStream()), task -> Thread.ofVirtual().start(task));
    String stdout = text(process.getInputStream());
    return new Ended(process.pid(), process.waitFor(), stdout, stderr.join());
  }

  private static String text(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
