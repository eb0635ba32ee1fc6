package dev.iotrace.trace;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;

/// Writes a trace file, never over an old one. For one thread at a time.
public final class TraceWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final ObjectWriter LINE =
      TraceJson.WRITING
          .writer()
          .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .without(StreamWriteFeature.FLUSH_PASSED_TO_STREAM);
  private static final ObjectWriter EVENT_LINE = LINE.forType(IoEvent.class);

  private final Path file;
  private final OutputStream out;
  private boolean headerOnly = true;

  private TraceWriter(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /// Refuses a name that is taken, before anything is run.
  ///
  /// @throws TraceRefused when it exists
  public static void requireAbsent(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw TraceRefused.exists(file);
    }
  }

  /// Makes the file and writes its header.
  ///
  /// @throws TraceRefused when it exists or cannot be made
  public static TraceWriter create(Path file, TraceHeader header) {
    try {
      TraceWriter writer = new TraceWriter(file, open(file));
      writer.line(LINE, header);
      return writer;
    } catch (FileAlreadyExistsException e) {
      throw TraceRefused.exists(file);
    } catch (IOException e) {
      throw TraceRefused.cannotWrite(file, e.toString());
    }
  }

  private static OutputStream open(Path file) throws IOException {
    OutputStream raw =
        Files.newOutputStream(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    return isCompressed(file)
        ? new BufferedOutputStream(new GZIPOutputStream(raw, BUFFER_BYTES), BUFFER_BYTES)
        : new BufferedOutputStream(raw, BUFFER_BYTES);
  }

  static boolean isCompressed(Path file) {
    return file.toString().endsWith(".gz");
  }

  /// Writes the next event.
  ///
  /// @throws TraceRefused when the file cannot take it
  public void write(IoEvent event) {
    headerOnly = false;
    line(EVENT_LINE, event);
  }

  /// Writes the last line. A trace without it is one that was interrupted.
  ///
  /// @throws TraceRefused when the file cannot take it
  public void finish(TraceFooter footer) {
    headerOnly = false;
    line(LINE, Map.of(TraceJson.FOOTER_KEY, footer));
  }

  /// Closes the file. One with a header only is removed: nothing was traced.
  ///
  /// @throws TraceRefused when its last bytes cannot be written
  @Override
  public void close() {
    try {
      out.close();
      if (headerOnly) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw TraceRefused.cannotWrite(file, e.toString());
    }
  }

  private void line(ObjectWriter form, Object value) {
    try {
      form.writeValue(out, value);
      out.write('\n');
    } catch (JacksonException | IOException e) {
      throw TraceRefused.cannotWrite(file, String.valueOf(e.getMessage()));
    }
  }
}
