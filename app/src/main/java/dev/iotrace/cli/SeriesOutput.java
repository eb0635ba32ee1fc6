package dev.iotrace.cli;

import dev.iotrace.bench.DeviceSample;
import dev.iotrace.bench.DeviceSeries;
import dev.iotrace.bench.SeriesCsv;
import dev.iotrace.bench.SeriesText;
import dev.iotrace.filesystem.Target;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where what the device does goes while a benchmark runs: to those who watch, and to a file.
final class SeriesOutput implements AutoCloseable {
  private final @Nullable Path path;
  private final @Nullable Writer file;
  private final Duration interval;
  private final Progress progress;
  private boolean followed;

  /// @param path a new file; null for none
  /// @throws OutputRefused when it exists or cannot be made
  SeriesOutput(@Nullable Path path, Duration interval, Progress progress) {
    this.path = path;
    this.file = path == null ? null : NewFile.create(path);
    this.interval = interval;
    this.progress = progress;
  }

  /// Follows the disks of the target from now on.
  Running follow(Target target) throws IOException {
    followed = true;
    DeviceSeries.Source source = new DeviceSeries.Source(target::counters, target.disks().size());
    progress.tell(SeriesText.HEADER);
    Consumer<DeviceSample> told = sample -> progress.tell(SeriesText.line(sample));
    Consumer<DeviceSample> sink = file == null ? told : told.andThen(new SeriesCsv(file));
    return new Running(DeviceSeries.start(source, interval, sink), progress);
  }

  /// Until closed.
  record Running(DeviceSeries series, Progress progress) implements AutoCloseable {
    @Override
    public void close() {
      series.close();
      series
          .failure()
          .ifPresent(
              it -> progress.say("the series of the device ended early: " + it.getMessage()));
    }
  }

  /// A file in which nothing could be written goes again.
  @Override
  public void close() {
    if (file == null || path == null) {
      return;
    }
    try (file) {
      if (!followed) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw OutputRefused.cannotWrite(e);
    }
  }
}
