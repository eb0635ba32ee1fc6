package dev.iotrace.overhead;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Programs that are started, waited for and ended.
final class Shell {
  private static final long PATIENCE_S = 120;
  private static final long POLL_MS = 20;
  private static final int LONGEST_REASON = 150;

  private Shell() {}

  /// Runs a program to its end, which has to be a good one.
  static String run(String... command) throws IOException, InterruptedException {
    return RealKernel.run(command);
  }

  /// Waits until something is so, as long as the program lives.
  ///
  /// @throws NotHere when it ends before
  static void await(Process process, Path stderr, Condition condition)
      throws IOException, InterruptedException, NotHere {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!condition.holds()) {
      if (!process.isAlive()) {
        throw new NotHere(reason(stderr));
      }
      if (System.nanoTime() > end) {
        process.destroyForcibly();
        throw new NotHere("it did not get ready within " + PATIENCE_S + " s");
      }
      Thread.sleep(POLL_MS);
    }
  }

  /// Something to wait for.
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /// Asks it to end as Ctrl-C does, and waits.
  static void interrupt(Process process) throws IOException, InterruptedException {
    for (int turn = 0; turn < PATIENCE_S && process.isAlive(); turn++) {
      // A bpftrace that is not waiting for events just then forgets it.
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      process.waitFor(1, TimeUnit.SECONDS);
    }
    process.destroyForcibly().waitFor();
  }

  /// Why a program gave up, in its own words.
  static String reason(Path stderr) throws IOException {
    List<String> lines = lines(stderr);
    Optional<String> error =
        lines.stream()
            .filter(it -> !it.contains("RLIMIT_MEMLOCK") && !it.contains("ulimit -l"))
            .filter(
                it -> it.matches("(?i).*(error|fail|cannot|could not|unable|unknown|no such).*"))
            .findFirst();
    String line = error.orElse(lines.isEmpty() ? "it ended without a word" : lines.getLast());
    String plain = line.strip().replaceAll("[^ -~]", "?").replace('|', '/');
    return plain.length() > LONGEST_REASON ? plain.substring(0, LONGEST_REASON) : plain;
  }

  /// Whether bpftrace said that a probe is not there: it goes on without it, and sees nothing.
  static boolean attachedNothing(Path stderr) throws IOException {
    return lines(stderr).stream().anyMatch(it -> it.matches(".*[Cc]ould not attach probe.*"));
  }

  /// The sum of a number in all lines that have it.
  static long sum(Path file, Pattern pattern) throws IOException {
    long sum = 0;
    for (String line : lines(file)) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        sum += Long.parseLong(matcher.group(1));
      }
    }
    return sum;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readString(file, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(it -> !it.isBlank())
            .toList()
        : List.of();
  }
}
