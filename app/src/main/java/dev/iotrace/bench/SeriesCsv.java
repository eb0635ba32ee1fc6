package dev.iotrace.bench;

import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.report.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A series as CSV, a line for each sample as it comes: what the counters grew by, and the rates of
/// [DeviceRate] with three decimals. Times are nanoseconds since the beginning of the series.
public final class SeriesCsv implements Consumer<DeviceSample> {
  private static final List<String> HEADER =
      List.of(
          "from_ns,to_ns,reads,read_bytes,read_merges,writes,write_bytes,write_merges",
          "discards,discard_bytes,flushes,in_flight,busy_ms,queued_ms",
          "kib_per_transfer,transfers_per_s,mb_per_s,read_await_ms,write_await_ms,queue_length",
          "util_percent,write_merges_per_s,flushes_per_s,flush_await_ms");

  private final Writer out;

  /// Writes the header.
  ///
  /// @param out stays open
  public SeriesCsv(Writer out) throws IOException {
    this.out = out;
    out.write(Csv.line(HEADER));
  }

  /// @throws UncheckedIOException when it cannot be written
  @Override
  public void accept(DeviceSample sample) {
    List<String> fields = new ArrayList<>(counts(sample));
    fields.addAll(rates(sample.rate()));
    try {
      out.write(Csv.line(fields));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> counts(DeviceSample sample) {
    DeviceCounters change = sample.change();
    List<String> fields = new ArrayList<>();
    LongStream.of(
            sample.fromNs(),
            sample.toNs(),
            change.reads().requests(),
            change.reads().bytes(),
            change.reads().merges(),
            change.writes().requests(),
            change.writes().bytes(),
            change.writes().merges(),
            change.discards().requests(),
            change.discards().bytes())
        .forEach(each -> fields.add(Long.toString(each)));
    fields.add(change.flushed().known() ? Long.toString(change.flushes()) : "");
    LongStream.of(change.inFlight(), change.busyMs(), change.queuedMs())
        .forEach(each -> fields.add(Long.toString(each)));
    return fields;
  }

  private static List<String> rates(DeviceRate rate) {
    List<String> fields = new ArrayList<>();
    DoubleStream.of(
            rate.kibPerTransfer(),
            rate.transfersPerS(),
            rate.mbPerS(),
            rate.readAwaitMs(),
            rate.writeAwaitMs(),
            rate.queueLength(),
            rate.utilPercent(),
            rate.writeMergesPerS())
        .forEach(each -> fields.add(decimal(each)));
    fields.add(decimal(rate.flushesPerS()));
    fields.add(decimal(rate.flushAwaitMs()));
    return fields;
  }

  private static String decimal(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
  }
}
