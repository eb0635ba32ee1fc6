package dev.iotrace.layout;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A mounted XFS with what a real tree has, and what only XFS does: shared extents, extent trees of
/// several levels, attributes that fill 64 KiB, holes among inodes and among free blocks.
final class XfsTree {
  private static final int PIECES = 6_000;
  private static final int LARGEST_XATTR = 65_536;

  private XfsTree() {}

  static void make(Path root, boolean reflink) throws IOException, InterruptedException {
    Tree.make(root);
    pieces(root.resolve("pieces"), 8192);
    Path dense = root.resolve("dense");
    Files.write(dense, content(PIECES * 4096));
    RealKernel.run("sync", "--file-system", root.toString());
    punch(dense);
    RealKernel.run("fallocate", "--length", "1M", root.resolve("unwritten").toString());
    attributes(root.resolve("large"), 20, 200);
    attributes(root.resolve("many"), 200, 3_000);
    view(root.resolve("pieces")).write("largest", ByteBuffer.wrap(content(LARGEST_XATTR)));
    Files.createSymbolicLink(root.resolve("far"), Path.of("../".repeat(300) + "large"));
    if (reflink) {
      share(root);
    }
    for (int i = 0; i < 3_000; i += 3) {
      Files.delete(root.resolve("many/file-" + i));
    }
    for (int i = 500; i < 900; i++) {
      Files.deleteIfExists(root.resolve("many/file-" + i));
    }
    Files.delete(root.resolve("doomed-1"));
    RealKernel.run("sync", "--file-system", root.toString());
  }

  /// All inodes with their paths, counted from the root.
  static Map<Long, Set<String>> inodes(Path root) throws IOException {
    Map<Long, Set<String>> inodes = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        inodes.computeIfAbsent((Long) inode, _ -> new TreeSet<>()).add("/" + root.relativize(path));
      }
    }
    return inodes;
  }

  private static byte[] content(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  private static void pieces(Path file, long distance) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long i = 0; i < PIECES; i++) {
        channel.write(ByteBuffer.wrap(content(512)), i * distance);
      }
    }
  }

  /// Every second block is freed.
  private static void punch(Path file) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("xfs_io"));
    for (long i = 0; i < PIECES; i += 2) {
      command.addAll(List.of("-c", "fpunch " + i * 4096 + " 4096"));
    }
    command.add(file.toString());
    RealKernel.run(command.toArray(String[]::new));
  }

  private static UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }

  private static void attributes(Path file, int count, int bytes) throws IOException {
    for (int i = 0; i < count; i++) {
      view(file).write("attribute-" + i, ByteBuffer.wrap(content(bytes)));
    }
  }

  /// Copies that share all, and one that shares all but what was written since.
  private static void share(Path root) throws IOException, InterruptedException {
    Path large = root.resolve("large");
    for (String name : List.of("copy", "changed copy")) {
      RealKernel.run("cp", "--reflink=always", large.toString(), root.resolve(name).toString());
    }
    RealKernel.run("sync", "--file-system", root.toString());
    try (FileChannel channel =
        FileChannel.open(root.resolve("changed copy"), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(content(40_000)), 1 << 20);
    }
  }
}
