package dev.iotrace.layout;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// An XFS that `src/test/resources/layout/make-xfs.sh` made, to be damaged; blocks of 1 KiB,
/// sectors of 512 bytes, two groups.
public final class SampleXfs {
  public static final int BLOCK_BYTES = 1024;
  static final int BLOCKS = 34 << 10;
  static final int GROUP_BLOCKS = BLOCKS / 2;

  /// Offsets of the headers of group 0.
  static final int AGF = 512;

  static final int AGI = 1024;

  private static final Path FILE =
      Path.of(System.getProperty("iotrace.root"), "app/src/test/resources/layout/xfs.gz");

  private final TreeMap<Long, ByteBuffer> blocks = new TreeMap<>();

  private SampleXfs() {}

  public static SampleXfs read() throws IOException {
    SampleXfs sample = new SampleXfs();
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(FILE)))) {
      while (true) {
        long number = in.readLong();
        sample.blocks.put(number, ByteBuffer.wrap(in.readNBytes(BLOCK_BYTES)));
      }
    } catch (EOFException end) {
      return sample;
    }
  }

  /// Writes it to a file, with holes for the zeros.
  public Path writeTo(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength((long) BLOCKS * BLOCK_BYTES);
      for (var block : blocks.entrySet()) {
        out.seek(block.getKey() * BLOCK_BYTES);
        out.write(block.getValue().array());
      }
    }
    return file;
  }

  /// The blocks that are not zero, ascending.
  List<Long> used() {
    return List.copyOf(blocks.keySet());
  }

  /// One of them, big-endian, to be changed.
  ByteBuffer block(long number) {
    ByteBuffer block = blocks.get(number);
    if (block == null) {
      throw new IllegalArgumentException("block " + number + " is zero");
    }
    return block;
  }

  /// The block and the place within it of a byte of the image.
  void putInt(int at, int value) {
    block(at / BLOCK_BYTES).putInt(at % BLOCK_BYTES, value);
  }

  int getInt(int at) {
    return block(at / BLOCK_BYTES).getInt(at % BLOCK_BYTES);
  }

  /// What stands at all its blocks that are not zero.
  SampleImage.Told explain(Path file) {
    try (Image image = Image.ofFile(file, 0)) {
      Layout layout = Layout.open(image);
      List<Long> asked = used().stream().filter(block -> block < layout.blocks()).toList();
      try {
        return new SampleImage.Told(layout.at(asked), layout.notes());
      } catch (Damaged damaged) {
        throw LayoutRefused.damaged(image, damaged);
      }
    }
  }
}
