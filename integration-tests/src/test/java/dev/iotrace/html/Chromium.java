package dev.iotrace.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A headless Chromium of our own, with a profile of its own, driven by the DevTools protocol.
final class Chromium {
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final long HANGING_SECONDS = 300;

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final DevTools devTools;

  private Chromium(Process process, URI address) throws Exception {
    this.process = process;
    devTools = DevTools.connect(client, address);
  }

  /// Where it is, if it is installed.
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// @param profile an empty directory
  static Chromium start(Path program, Path profile) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--headless",
            "--no-sandbox", // it runs as root, which its sandbox refuses
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-extensions",
            "--disable-sync",
            "--disable-breakpad",
            "--user-data-dir=" + profile,
            "--remote-debugging-port=0",
            "about:blank");
    builder.environment().put("HOME", profile.toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> drain(process, address));
    try {
      return new Chromium(process, address.get(HANGING_SECONDS, TimeUnit.SECONDS));
    } catch (Exception e) {
      end(process);
      throw e;
    }
  }

  /// Reads what it says to its end, or it would stand still some day.
  private static void drain(Process process, CompletableFuture<URI> address) {
    StringBuilder said = new StringBuilder();
    try (BufferedReader stderr = process.errorReader()) {
      for (String line = stderr.readLine(); line != null; line = stderr.readLine()) {
        said.append(line).append('\n');
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          address.complete(URI.create(listening.group(1)));
        }
      }
    } catch (IOException e) {
      said.append(e);
    }
    address.completeExceptionally(new IOException("Chromium ended: " + said));
  }

  /// A new tab of that size, in CSS pixels.
  Tab tab(int width, int height) throws Exception {
    return Tab.open(devTools, width, height);
  }

  /// Ends it and all that it has started.
  void close() throws InterruptedException {
    client.shutdownNow();
    end(process);
  }

  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      process.waitFor();
    }
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> each).join();
    }
  }
}
