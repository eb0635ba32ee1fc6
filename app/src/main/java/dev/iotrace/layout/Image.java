package dev.iotrace.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// The bytes of an image file or a block device, opened read-only. What was read lately is kept, 16
/// MiB of it at most. For one thread.
public final class Image implements AutoCloseable {
  /// As large as the largest block of ext4, so that no block lies in two chunks.
  private static final int CHUNK_BYTES = 1 << 16;

  private static final int CHUNKS = 256;
  private static final int S_IFMT = 0170000;
  private static final int S_IFBLK = 0060000;

  private final Path path;
  private final FileChannel channel;
  private final long start;
  private final long bytes;
  private final Map<Long, ByteBuffer> chunks =
      new LinkedHashMap<>(CHUNKS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
          return size() > CHUNKS;
        }
      };

  private Image(Path path, FileChannel channel, long start) throws IOException {
    this.path = path;
    this.channel = channel;
    this.start = start;
    bytes = channel.size() - start;
  }

  /// An image in a regular file; a symbolic link is refused.
  ///
  /// @param start where the file system begins, in bytes
  public static Image ofFile(Path file, long start) {
    try {
      if (!Files.readAttributes(file, "isRegularFile", LinkOption.NOFOLLOW_LINKS)
          .containsValue(true)) {
        throw LayoutRefused.usage(file, "it is no regular file", "name a device by --device");
      }
      return open(file, start);
    } catch (IOException e) {
      throw LayoutRefused.unreadable(file, e);
    }
  }

  /// A block device, whole or a partition, perhaps by a link such as those of `/dev/mapper`.
  ///
  /// @param start where the file system begins, in bytes
  public static Image ofDevice(Path device, long start) {
    try {
      Path node = device.toRealPath();
      if (!(Files.getAttribute(node, "unix:mode") instanceof Integer mode)
          || (mode & S_IFMT) != S_IFBLK) {
        throw LayoutRefused.usage(device, "it is no block device", "name an image by --image");
      }
      return open(node, start);
    } catch (IOException e) {
      throw LayoutRefused.unreadable(device, e);
    }
  }

  private static Image open(Path path, long start) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      return new Image(path, channel, start);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// How many bytes there are from the file system's beginning to the end.
  public long bytes() {
    return bytes;
  }

  /// Some bytes, little-endian.
  ///
  /// @param offset from the file system's beginning
  /// @param count such that they do not cross a multiple of 64 KiB
  /// @throws Damaged when they are not all there
  public ByteBuffer read(long offset, int count) throws Damaged {
    if (offset < 0 || offset > bytes - count) {
      throw new Damaged("it ends before byte " + (offset + count));
    }
    ByteBuffer chunk = chunks.computeIfAbsent(offset / CHUNK_BYTES, this::chunk);
    int within = Math.toIntExact(offset % CHUNK_BYTES);
    if (count > chunk.limit() - within) {
      throw new Damaged("it shrinks while it is read");
    }
    return chunk.slice(within, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer chunk(long number) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    long offset = start + number * CHUNK_BYTES;
    try {
      while (chunk.hasRemaining() && channel.read(chunk, offset + chunk.position()) > 0) {
        // A read may end early; the end of the file ends it all.
      }
    } catch (IOException e) {
      throw LayoutRefused.unreadable(path, e);
    }
    return chunk.flip().asReadOnlyBuffer();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw LayoutRefused.unreadable(path, e);
    }
  }

  /// The name under which it was opened.
  @Override
  public String toString() {
    return path.toString();
  }
}
