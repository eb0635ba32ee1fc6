package dev.iotrace.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;

/// An image that `src/test/resources/layout/make.sh` made, to be damaged; blocks of 1 KiB but where
/// it says so.
public final class SampleImage {
  /// With extents and a journal.
  public static final String EXT4 = "ext4.img";

  /// With indirect blocks.
  public static final String EXT3 = "ext3.img";

  /// By `make-btrfs.sh`, with blocks of 4 KiB.
  public static final String BTRFS = "btrfs.img";

  static final int BLOCK_BYTES = 1024;
  static final int SUPERBLOCK = 1024;

  private static final Path FOLDER =
      Path.of(System.getProperty("iotrace.root"), "app/src/test/resources/layout");

  private final byte[] content;

  private SampleImage(byte[] content) {
    this.content = content;
  }

  public static SampleImage read(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name + ".gz")))) {
      return new SampleImage(in.readAllBytes());
    }
  }

  /// Writes it to a file.
  public Path writeTo(Path file) throws IOException {
    return Files.write(file, content);
  }

  /// All of it, to be changed.
  byte[] content() {
    return content;
  }

  /// The same, little-endian.
  ByteBuffer bytes() {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  int blocks() {
    return content.length / BLOCK_BYTES;
  }

  static int at(int block) {
    return block * BLOCK_BYTES;
  }

  /// Where an inode stands; the table has 4 in a block.
  int inode(int number) {
    int table = bytes().getInt(at(2) + 8);
    return at(table) + (number - 1) * 256;
  }

  /// Where each block of what this file holds is told.
  static Told explain(Path file) {
    try (Image image = Image.ofFile(file, 0)) {
      Layout layout = Layout.open(image);
      List<Long> all = LongStream.range(0, layout.blocks()).boxed().toList();
      try {
        return new Told(layout.at(all), layout.notes());
      } catch (Damaged damaged) {
        throw LayoutRefused.damaged(image, damaged);
      }
    }
  }

  /// What was said of an image.
  record Told(List<Structure> structures, List<String> notes) {}
}
