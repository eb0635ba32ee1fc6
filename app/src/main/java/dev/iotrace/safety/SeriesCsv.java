package dev.iotrace.safety;

import dev.iotrace.report.Csv;
import dev.iotrace.report.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The series of all runs as CSV, a line for each sample as it comes.
public final class SeriesCsv {
  private static final List<String> HEADER =
      List.of(
          "size_bytes,mode,round,time_ns,written_bytes",
          "dirty_bytes,writeback_bytes,device_bytes,device_mb_per_s");

  private final Writer out;

  /// Writes the header.
  ///
  /// @param out stays open
  public SeriesCsv(Writer out) throws IOException {
    this.out = out;
    out.write(Csv.line(HEADER));
  }

  /// Takes the samples of one run.
  public Consumer<Sample> of(Trial.Order run) {
    return sample -> write(run, sample);
  }

  private void write(Trial.Order run, Sample sample) {
    try {
      out.write(
          Csv.line(
              List.of(
                  Csv.value(run.sizeBytes()),
                  Words.of(run.mode()),
                  Csv.value(run.round()),
                  Csv.value(sample.timeNs()),
                  Csv.value(sample.writtenBytes()),
                  Csv.value(sample.dirtyBytes()),
                  Csv.value(sample.writebackBytes()),
                  Csv.value(sample.deviceBytes()),
                  String.format(Locale.ROOT, "%.3f", sample.deviceMbPerS()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
