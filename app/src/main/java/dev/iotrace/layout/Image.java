package dev.iotrace.layout;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The bytes of an image file or a block device, opened read-only. What was read lately is kept, so
/// open another to see what has changed since. For one thread.
///
/// The device of a mounted file system has two faces. In its page cache the kernel changes
/// metadata, so [#read] finds the newest there. Blocks of a journal it writes past that cache
/// (`jbd2_journal_write_metadata_buffer`, fs/jbd2/journal.c): whoever has once read such a block by
/// way of the cache sees it unchanged for ever after, so [#readStored] is for them. After 200
/// fsyncs on Linux 6.18, 768 of the 1,024 blocks of a journal were stale in the cache, 74 of them
/// so that an old descriptor stood where a copy is now.
public final class Image implements AutoCloseable {
  private static final int S_IFMT = 0170000;
  private static final int S_IFBLK = 0060000;

  private final Path path;
  private final long bytes;
  private final Window newest;
  private final Window stored;

  private Image(Path path, PlainSource newest, Window.Source stored, long start)
      throws IOException {
    this.path = path;
    bytes = newest.bytes() - start;
    this.newest = new Window(newest, start, Window.LARGE_BYTES);
    this.stored = new Window(stored, start, DirectSource.PAGE_BYTES);
  }

  /// An image in a regular file; a symbolic link is refused.
  ///
  /// @param start where the file system begins, in bytes
  public static Image ofFile(Path file, long start) {
    try {
      requireRegular(file);
      return made(file, PlainSource.of(file), () -> PlainSource.of(file), start);
    } catch (IOException e) {
      throw LayoutRefused.unreadable(file, e);
    }
  }

  /// A block device, whole or a partition, perhaps by a link such as those of `/dev/mapper`.
  ///
  /// [#readStored] asks the device itself (`O_DIRECT`). The kernel first writes what is dirty in
  /// the pages that are asked for (`kiocb_write_and_wait`, mm/filemap.c): nothing is, in a journal,
  /// but metadata that happens to lie in the same large page.
  ///
  /// @param start where the file system begins, in bytes
  public static Image ofDevice(Path device, long start) {
    try {
      Path node = blockDevice(device);
      return made(node, PlainSource.of(node), () -> stored(node), start);
    } catch (IOException e) {
      throw LayoutRefused.unreadable(device, e);
    }
  }

  /// A loop device whose backing file is known: [#readStored] reads that, which asks nothing of the
  /// loop device.
  ///
  /// @param file what stands behind the device, from its first byte on
  public static Image ofLoop(Path device, Path file) {
    try {
      requireRegular(file);
      Path node = blockDevice(device);
      return made(node, PlainSource.of(node), () -> PlainSource.of(file), 0);
    } catch (IOException e) {
      throw LayoutRefused.unreadable(device, e);
    }
  }

  private static void requireRegular(Path file) throws IOException {
    if (!Files.readAttributes(file, "isRegularFile", LinkOption.NOFOLLOW_LINKS)
        .containsValue(true)) {
      throw LayoutRefused.usage(file, "it is no regular file", "name a device by --device");
    }
  }

  private static Path blockDevice(Path device) throws IOException {
    Path node = device.toRealPath();
    if (!(Files.getAttribute(node, "unix:mode") instanceof Integer mode)
        || (mode & S_IFMT) != S_IFBLK) {
      throw LayoutRefused.usage(device, "it is no block device", "name an image by --image");
    }
    return node;
  }

  private static Image made(Path path, PlainSource newest, Opening stored, long start)
      throws IOException {
    Window.Source below = null;
    try {
      below = stored.open();
      return new Image(path, newest, below, start);
    } catch (IOException e) {
      newest.close();
      if (below != null) {
        below.close();
      }
      throw e;
    }
  }

  /// A device without direct reads has nothing better than its page cache.
  private static Window.Source stored(Path node) throws IOException {
    try {
      return DirectSource.of(node);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EINVAL) {
        throw e;
      }
      return PlainSource.of(node);
    }
  }

  /// How to get at what is stored.
  @FunctionalInterface
  private interface Opening {
    Window.Source open() throws IOException;
  }

  /// How many bytes there are from the file system's beginning to the end.
  public long bytes() {
    return bytes;
  }

  /// Some bytes, little-endian, as the kernel sees them: a device by its page cache.
  ///
  /// @param offset from the file system's beginning
  /// @param count such that they do not cross a multiple of 64 KiB
  /// @throws Damaged when they are not all there
  public ByteBuffer read(long offset, int count) throws Damaged {
    return read(newest, offset, count);
  }

  /// The same as they are stored: a device without its page cache.
  ///
  /// @param offset from the file system's beginning
  /// @param count such that they do not cross a multiple of 64 KiB
  /// @throws Damaged when they are not all there
  public ByteBuffer readStored(long offset, int count) throws Damaged {
    return read(stored, offset, count);
  }

  private ByteBuffer read(Window window, long offset, int count) throws Damaged {
    if (offset < 0 || offset > bytes - count) {
      throw new Damaged("it ends before byte " + (offset + count));
    }
    try {
      return window.read(offset, count).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw LayoutRefused.unreadable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      newest.close();
      stored.close();
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
