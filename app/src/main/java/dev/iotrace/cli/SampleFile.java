package dev.iotrace.cli;

import dev.iotrace.safety.Sample;
import dev.iotrace.safety.SeriesCsv;
import dev.iotrace.safety.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The file of `iotrace safety --series`. When no run begins, it goes again; when it cannot be
/// written, the runs go on without it, and the end says so.
final class SampleFile implements AutoCloseable {
  private final @Nullable Path path;
  private final Writer out;
  private final SeriesCsv csv;
  private volatile @Nullable IOException failure;
  private boolean begun;

  private SampleFile(@Nullable Path path, Writer out) throws IOException {
    this.path = path;
    this.out = out;
    this.csv = new SeriesCsv(out);
  }

  /// @param path null for none
  /// @throws OutputRefused when it exists or cannot be made
  static SampleFile create(@Nullable Path path) throws IOException {
    return new SampleFile(path, path == null ? Writer.nullWriter() : NewFile.create(path));
  }

  /// Takes the samples of one run, one at a time.
  Consumer<Sample> of(Trial.Order run) {
    begun = true;
    Consumer<Sample> lines = csv.of(run);
    return sample -> {
      if (failure == null) {
        try {
          lines.accept(sample);
        } catch (UncheckedIOException e) {
          failure = e.getCause();
        }
      }
    };
  }

  /// @throws OutputRefused when not all was written
  @Override
  public void close() {
    try (out) {
      if (path != null && !begun) {
        Files.delete(path);
      }
      if (failure != null) {
        throw failure;
      }
    } catch (IOException e) {
      throw OutputRefused.cannotWrite(e);
    }
  }
}
