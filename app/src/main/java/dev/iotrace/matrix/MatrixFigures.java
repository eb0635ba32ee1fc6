package dev.iotrace.matrix;

import dev.iotrace.bench.Cell;
import dev.iotrace.bench.Latencies;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The figures of a cell as the table shows them; `-` for what is not known.
final class MatrixFigures {
  private static final String UNKNOWN = "-";
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  /// What is more is rounded up to one of the next unit.
  private static final double ROUNDED = 0.9995;

  private MatrixFigures() {}

  /// MB/s of what the flag set stands for: an amortized sync is a part of it.
  static String mbPerS(Durability durability, Cell cell) {
    return durability.closingCounts() ? closedMbPerS(cell) : figure(cell.mbPerS());
  }

  /// MB/s with the closing sync.
  static String closedMbPerS(Cell cell) {
    return cell.closedMbPerS() == null ? UNKNOWN : figure(cell.closedMbPerS());
  }

  /// Of the call that makes a write safe where each has one, else of the write.
  static String p99(Cell cell) {
    Latencies.@Nullable Summary calls =
        cell.syncLatencyNs() == null ? cell.latencyNs() : cell.syncLatencyNs();
    return calls == null ? UNKNOWN : duration(calls.p99());
  }

  /// Bytes to the device for each byte written.
  static String amplification(Cell cell) {
    return cell.bytes() == 0 ? UNKNOWN : figure((double) cell.deviceBytes() / cell.bytes());
  }

  /// Flushes for each time that safety was asked for.
  static String flushesPerSync(Durability durability, Cell cell) {
    long writes = Math.ceilDiv(cell.bytes(), cell.blockBytes());
    long syncs = durability.syncs(writes);
    return cell.flushes() == null || syncs == 0 ? UNKNOWN : figure((double) cell.flushes() / syncs);
  }

  /// Three digits, no more than five characters up to 99,999.
  static String figure(double value) {
    if (value < 9.995) {
      return format("%.2f", value);
    }
    return format(value < 99.95 ? "%.1f" : "%.0f", value);
  }

  /// Two or three digits and a unit, five characters at most.
  static String duration(long ns) {
    if (ns < ROUNDED * NANOS_PER_MILLI) {
      return unit(ns / NANOS_PER_MICRO, "us");
    }
    return ns < ROUNDED * NANOS_PER_SECOND
        ? unit(ns / NANOS_PER_MILLI, "ms")
        : unit(ns / NANOS_PER_SECOND, "s");
  }

  private static String unit(double value, String unit) {
    return format(value < 9.95 ? "%.1f" : "%.0f", value) + unit;
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
