package dev.iotrace.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How much memory a program has resident (`VmRSS` of proc_pid_status(5)), sample by sample.
final class Resident {
  /// Beside a tenth: what a collector may leave until it runs again.
  private static final long SLACK_KIB = 64 << 10;

  private static final long RATIO_PERCENT = 110;

  private final String name;
  private final List<Long> kib = new ArrayList<>();

  Resident(String name) {
    this.name = name;
  }

  /// Adds a sample: the sum over these processes.
  void sample(List<ProcessHandle> processes) {
    long sum = processes.stream().mapToLong(Resident::rss).sum();
    if (sum > 0) {
      kib.add(sum);
    }
  }

  private static long rss(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))
          .lines()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  /// Whether the last third is no higher than the first, by their medians and with that slack.
  boolean flat() {
    return kib.size() >= 3 && last() * 100 <= first() * RATIO_PERCENT + SLACK_KIB * 100;
  }

  private long first() {
    return median(kib.subList(0, kib.size() / 3));
  }

  private long last() {
    return median(kib.subList(kib.size() - kib.size() / 3, kib.size()));
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  @Override
  public String toString() {
    if (kib.size() < 3) {
      return name + ": too few samples";
    }
    return "%s: %d samples, median of the first third %d MiB, of the last %d MiB, most %d MiB: %s"
        .formatted(
            name,
            kib.size(),
            first() >> 10,
            last() >> 10,
            kib.stream().mapToLong(Long::longValue).max().orElse(0) >> 10,
            flat() ? "flat" : "GROWING (more than 10 % and 64 MiB)");
  }
}
