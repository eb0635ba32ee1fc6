package dev.iotrace.bench;

import dev.iotrace.report.Report;
import dev.iotrace.report.SafeText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Figures of benchmarks in words for people.
final class Figures {
  /// Where there is none.
  static final String NONE = "-";

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private Figures() {}

  /// What is said before all others of a result that is not whole.
  static String state(Report.Outcome outcome) {
    return switch (outcome.state()) {
      case COMPLETE -> "";
      case INTERRUPTED -> "INTERRUPTED, what follows is partial: ";
      case FAILED -> "FAILED, " + SafeText.of(outcome.failure()) + ": ";
    };
  }

  /// To three digits at least: `1.27 us`, `38.1 us`, `12.3 ms`, `2.50 s`.
  static String duration(long ns) {
    if (ns < NANOS_PER_MILLI) {
      return digits(ns / NANOS_PER_MICRO) + " us";
    }
    return ns < NANOS_PER_SECOND
        ? digits(ns / NANOS_PER_MILLI) + " ms"
        : digits(ns / NANOS_PER_SECOND) + " s";
  }

  /// The same of seconds.
  static String seconds(@Nullable Double seconds) {
    return seconds == null ? NONE : duration(Math.round(seconds * NANOS_PER_SECOND));
  }

  /// `3053.3`
  static String mbPerS(@Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }

  /// Device bytes for each byte written: `1.004`.
  static String perByte(long deviceBytes, long bytes) {
    return bytes == 0 ? NONE : String.format(Locale.ROOT, "%.3f", (double) deviceBytes / bytes);
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
  }
}
