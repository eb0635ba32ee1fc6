package dev.iotrace.probe;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Splits a stream into lines without copying them, and without growing when a line never ends.
final class Lines {
  private static final int CHUNK_BYTES = 1 << 15;

  /// A full map of [KeptLines] takes half of that.
  private static final int LONGEST_LINE_BYTES = 1 << 22;

  private byte[] buffer = new byte[2 * CHUNK_BYTES];
  private int held;
  private boolean skipping;

  /// Takes the lines.
  interface Sink {
    /// A line without its newline: `bytes[from, end)`, valid during the call only.
    void line(byte[] bytes, int from, int end);

    /// A line too long to be kept was thrown away.
    void tooLong();

    /// All whole lines that were read so far have been handed over; the next read may block.
    void pause();
  }

  /// Reads to the end of the stream. A last line without newline is a line.
  static void read(InputStream in, Sink sink) throws IOException {
    new Lines().pump(in, sink);
  }

  /// Reads once and hands over the lines that this ends.
  ///
  /// @return whether there may be more: false at the end of the stream
  boolean readOnce(InputStream in, Sink sink) throws IOException {
    int got = fill(in);
    if (got >= 0) {
      split(held - got, sink);
      sink.pause();
    }
    return got >= 0;
  }

  private void pump(InputStream in, Sink sink) throws IOException {
    try {
      boolean more = true;
      while (more) {
        more = readOnce(in, sink);
      }
    } finally {
      if (held > 0 && !skipping) {
        sink.line(buffer, 0, held);
      }
      sink.pause();
    }
  }

  private int fill(InputStream in) throws IOException {
    if (buffer.length - held < CHUNK_BYTES) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int got = in.read(buffer, held, CHUNK_BYTES);
    if (got > 0) {
      held += got;
    }
    return got;
  }

  private void split(int unseen, Sink sink) {
    int first = 0;
    for (int at = unseen; at < held; at++) {
      if (buffer[at] == '\n') {
        if (!skipping) {
          sink.line(buffer, first, at);
        }
        skipping = false;
        first = at + 1;
      }
    }
    held -= first;
    System.arraycopy(buffer, first, buffer, 0, held);
    if (skipping) {
      held = 0;
    } else if (held > LONGEST_LINE_BYTES) {
      sink.tooLong();
      skipping = true;
      held = 0;
    }
  }
}
