package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.trace.TraceWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The trace file that was asked for, or none.
final class TraceFile implements Consumer<IoEvent>, AutoCloseable {
  private final @Nullable TraceWriter writer;

  private TraceFile(@Nullable TraceWriter writer) {
    this.writer = writer;
  }

  /// @param file where to, null for nowhere
  static TraceFile create(@Nullable Path file, TraceHeader header) {
    return new TraceFile(file == null ? null : TraceWriter.create(file, header));
  }

  @Override
  public void accept(IoEvent event) {
    if (writer != null) {
      writer.write(event);
    }
  }

  void finish(TraceFooter footer) {
    if (writer != null) {
      writer.finish(footer);
    }
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
