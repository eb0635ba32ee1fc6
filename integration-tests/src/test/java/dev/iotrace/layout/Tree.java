package dev.iotrace.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// A tree as real ones are: thousands of files, a directory of hashed entries, deep directories,
/// long names, hard and symbolic links, sparse files.
final class Tree {
  private static final int FILES = 3_000;

  /// debugfs names no path that is deeper than 32.
  private static final int DEPTH = 25;

  private static final int HOLES = 700;

  private Tree() {}

  static Path make(Path root) throws IOException {
    Random random = new Random(17);
    Path many = Files.createDirectories(root.resolve("many"));
    for (int i = 0; i < FILES; i++) {
      Files.write(many.resolve("file-" + i), content(random, random.nextInt(9_000)));
    }
    Path deep = root;
    for (int i = 0; i < DEPTH; i++) {
      deep = Files.createDirectory(deep.resolve("level " + i));
      Files.writeString(deep.resolve("x".repeat(200) + i), "deep");
    }
    Files.write(root.resolve("large"), content(random, 6_000_000));
    sparse(root.resolve("sparse"), content(random, 4096));
    Files.createLink(deep.resolve("hard link"), root.resolve("large"));
    Files.createSymbolicLink(root.resolve("short"), Path.of("large"));
    Files.createSymbolicLink(root.resolve("long"), Path.of("../".repeat(30) + "large"));
    for (int i = 0; i < 3; i++) {
      Files.write(root.resolve("doomed-" + i), content(random, 40_000));
    }
    return root;
  }

  /// Not zeros: mke2fs leaves holes for them.
  private static byte[] content(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Data at every second place of 64 KiB, so that extents do not fit into the inode.
  private static void sparse(Path file, byte[] data) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long i = 0; i < HOLES; i++) {
        channel.write(ByteBuffer.wrap(data), i * 131_072);
      }
    }
  }
}
