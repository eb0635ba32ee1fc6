package dev.iotrace.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bpftrace program.
///
/// @param path the executable file
public record Bpftrace(Path path) {
  /// Names another bpftrace than the one in `PATH`.
  public static final String PATH_VARIABLE = "IOTRACE_BPFTRACE";

  private static final Pattern VERSION = Pattern.compile("bpftrace v?(\\d+\\.\\d+\\S*)");
  private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(30);
  private static final int MOST_ANSWER_BYTES = 1 << 16;

  /// Finds it.
  ///
  /// @throws ProbeRefused when there is none
  public static Bpftrace find(Map<String, String> environment) {
    String named = environment.getOrDefault(PATH_VARIABLE, "");
    if (!named.isEmpty()) {
      Path path = Path.of(named);
      if (!isExecutableFile(path)) {
        throw ProbeRefused.notExecutable(path);
      }
      return new Bpftrace(path.toAbsolutePath());
    }
    for (String directory : environment.getOrDefault("PATH", "").split(":")) {
      Path path = Path.of(directory, "bpftrace");
      if (!directory.isEmpty() && isExecutableFile(path)) {
        return new Bpftrace(path.toAbsolutePath());
      }
    }
    throw ProbeRefused.bpftraceMissing();
  }

  private static boolean isExecutableFile(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  /// The version as it names it: `0.17.0`.
  ///
  /// @throws ProbeRefused when it cannot be run or names none
  String version() {
    String answer = answer("--version");
    Matcher version = VERSION.matcher(answer);
    if (!version.find()) {
      throw ProbeRefused.unusable(path, "it does not tell its version: " + Printable.of(answer));
    }
    return version.group(1);
  }

  /// What it prints for one option, on stdout and stderr.
  ///
  /// @throws ProbeRefused when it cannot be run or does not end
  String answer(String option) {
    List<String> command = new ArrayList<>(List.of(path.toString(), option));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .start();
      CompletableFuture<String> output = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> output.complete(drain(process.getInputStream())));
      if (!process.waitFor(ANSWER_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw ProbeRefused.unusable(path, option + " does not end");
      }
      return output.completeOnTimeout("", 1, TimeUnit.SECONDS).join();
    } catch (IOException e) {
      throw ProbeRefused.unusable(path, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProbeRefused.unusable(path, "interrupted");
    }
  }

  private static String drain(InputStream in) {
    try (in) {
      String kept = new String(in.readNBytes(MOST_ANSWER_BYTES), StandardCharsets.UTF_8);
      in.skip(Long.MAX_VALUE);
      return kept;
    } catch (IOException e) {
      return "";
    }
  }
}
