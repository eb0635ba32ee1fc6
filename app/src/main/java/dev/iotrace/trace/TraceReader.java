package dev.iotrace.trace;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/// Reads a trace file, streaming.
public final class TraceReader implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Map<String, ObjectReader> READERS =
      TraceJson.KINDS.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey, kind -> TraceJson.READING.readerFor(kind.getValue())));
  private static final ObjectReader FOOTER = TraceJson.READING.readerFor(TraceFooter.class);

  private final Path file;
  private final InputStream in;
  private final JsonParser parser;
  private final TraceHeader header;
  private Optional<TraceFooter> footer = Optional.empty();
  private long skipped;

  private TraceReader(Path file, InputStream in) {
    this.file = file;
    this.in = in;
    this.parser = TraceJson.READING.createParser(in);
    this.header = readHeader();
  }

  /// Opens the file and reads its header.
  ///
  /// @throws TraceRefused when it is not a trace that this version reads
  public static TraceReader open(Path file) {
    return open(file, stream(file));
  }

  /// Reads the header of a compressed trace that is not in a file of its own.
  ///
  /// @param name what to call it in messages
  /// @param compressed closed with the reader
  /// @throws TraceRefused when it is not a trace that this version reads
  public static TraceReader ofCompressed(Path name, InputStream compressed) {
    try {
      return open(name, new GZIPInputStream(compressed, BUFFER_BYTES));
    } catch (IOException e) {
      closeQuietly(compressed);
      throw TraceRefused.notATrace(name);
    }
  }

  private static TraceReader open(Path file, InputStream in) {
    boolean open = false;
    try {
      TraceReader reader = new TraceReader(file, in);
      open = true;
      return reader;
    } catch (JacksonException e) {
      throw TraceRefused.notATrace(file);
    } finally {
      if (!open) {
        closeQuietly(in);
      }
    }
  }

  /// What is true for the whole trace.
  public TraceHeader header() {
    return header;
  }

  /// Hands all events to the consumer, in the order of the file.
  ///
  /// @throws TraceRefused when a line is corrupt; the events before it have been handed over
  public void forEach(Consumer<? super IoEvent> consumer) {
    for (IoEvent event = next(); event != null; event = next()) {
      consumer.accept(event);
    }
  }

  /// How the trace ended; empty when it was cut off, and before all events were read.
  public Optional<TraceFooter> footer() {
    return footer;
  }

  /// How many events of unknown kind were skipped.
  public long skipped() {
    return skipped;
  }

  @Override
  public void close() {
    parser.close();
    closeQuietly(in);
  }

  /// The next event of a known kind; null at the end, also where the file is cut off.
  private @Nullable IoEvent next() {
    try {
      IoEvent event = null;
      while (event == null && footer.isEmpty() && parser.nextToken() != null) {
        event = line();
      }
      return event;
    } catch (JacksonException e) {
      if (moreLinesFollow()) {
        throw corrupt();
      }
      return null;
    }
  }

  /// The event in this line; null when it is of an unknown kind, or the footer.
  private @Nullable IoEvent line() {
    String key = parser.currentToken() == JsonToken.START_OBJECT ? parser.nextName() : null;
    if (TraceJson.FOOTER_KEY.equals(key)) {
      parser.nextToken();
      footer = Optional.of(FOOTER.readValue(parser));
      return null;
    }
    String kind = TraceJson.EVENT_KEY.equals(key) ? parser.nextStringValue() : null;
    if (kind == null || parser.nextToken() != JsonToken.PROPERTY_NAME) {
      throw corrupt();
    }
    ObjectReader reader = READERS.get(kind);
    if (reader == null) {
      skipRest();
      skipped++;
      return null;
    }
    return reader.readValue(parser);
  }

  private void skipRest() {
    while (parser.currentToken() == JsonToken.PROPERTY_NAME) {
      parser.nextToken();
      parser.skipChildren();
      parser.nextToken();
    }
  }

  private TraceHeader readHeader() {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw TraceRefused.notATrace(file);
    }
    JsonNode first = parser.readValueAsTree();
    String schema = first.path(TraceJson.SCHEMA_KEY).asString("");
    if (!schema.startsWith(family(TraceJson.SCHEMA))) {
      throw TraceRefused.notATrace(file);
    }
    if (!schema.equals(TraceJson.SCHEMA)) {
      throw TraceRefused.unknownSchema(file, schema);
    }
    try {
      return TraceJson.READING.treeToValue(first, TraceHeader.class);
    } catch (JacksonException e) {
      throw TraceRefused.corrupt(file, 1);
    }
  }

  private static String family(String schema) {
    return schema.substring(0, schema.indexOf('/') + 1);
  }

  /// Tells a corrupt line from one that is cut off: only the latter is last and has no newline.
  private boolean moreLinesFollow() {
    ByteArrayOutputStream unparsed = new ByteArrayOutputStream();
    parser.releaseBuffered(unparsed);
    try (InputStream rest =
        new SequenceInputStream(new ByteArrayInputStream(unparsed.toByteArray()), in)) {
      int next = rest.read();
      while (next >= 0 && next != '\n') {
        next = rest.read();
      }
      return next >= 0;
    } catch (EOFException compressedAndCutOff) {
      return false;
    } catch (ZipException corrupt) {
      return true;
    } catch (IOException e) {
      throw TraceRefused.cannotRead(file, e.toString());
    }
  }

  private TraceRefused corrupt() {
    return TraceRefused.corrupt(file, parser.currentLocation().getLineNr());
  }

  private static InputStream stream(Path file) {
    try {
      InputStream raw = Files.newInputStream(file);
      return TraceWriter.isCompressed(file) ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
    } catch (ZipException | EOFException e) {
      throw TraceRefused.notATrace(file);
    } catch (IOException e) {
      throw TraceRefused.cannotRead(file, e.toString());
    }
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException nothingLost) {
      // Only read from.
    }
  }
}
