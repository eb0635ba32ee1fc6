package dev.iotrace.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads in aligned chunks and keeps the latest of them, 16 MiB at most.
final class Window implements AutoCloseable {
  /// As large as the largest block of ext4, so that no block lies in two chunks.
  static final int LARGE_BYTES = 1 << 16;

  private static final int KEPT_BYTES = 1 << 24;

  private final Source source;
  private final long start;
  private final int chunkBytes;
  private final Map<Long, ByteBuffer> chunks;

  /// Where the bytes come from.
  interface Source extends AutoCloseable {
    /// The bytes from an offset on, fewer than asked for at the end only.
    ///
    /// @param offset a multiple of the chunks' size
    ByteBuffer read(long offset, int count) throws IOException;

    @Override
    void close() throws IOException;
  }

  /// @param start where offset 0 is
  /// @param chunkBytes what is read at once, if no more is asked for; a power of two
  Window(Source source, long start, int chunkBytes) {
    this.source = source;
    this.start = start;
    this.chunkBytes = chunkBytes;
    chunks = new Recent(KEPT_BYTES / chunkBytes);
  }

  ByteBuffer read(long offset, int count) throws IOException, Damaged {
    long from = start + offset;
    if (count <= chunkBytes - Math.toIntExact(from % chunkBytes)) {
      return within(chunk(from / chunkBytes), Math.toIntExact(from % chunkBytes), count);
    }
    ByteBuffer joined = ByteBuffer.allocate(count);
    while (joined.hasRemaining()) {
      long at = from + joined.position();
      int inChunk = Math.toIntExact(at % chunkBytes);
      int some = Math.min(joined.remaining(), chunkBytes - inChunk);
      joined.put(within(chunk(at / chunkBytes), inChunk, some));
    }
    return joined.flip();
  }

  private static ByteBuffer within(ByteBuffer chunk, int at, int count) throws Damaged {
    if (count > chunk.limit() - at) {
      throw new Damaged("it shrinks while it is read");
    }
    return chunk.slice(at, count);
  }

  private ByteBuffer chunk(long number) throws IOException {
    ByteBuffer known = chunks.get(number);
    if (known != null) {
      return known;
    }
    ByteBuffer chunk = source.read(number * chunkBytes, chunkBytes).asReadOnlyBuffer();
    chunks.put(number, chunk);
    return chunk;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /// The chunks used last.
  private static final class Recent extends LinkedHashMap<Long, ByteBuffer> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
      return size() > most;
    }
  }
}
