package dev.iotrace.layout;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Random;

/// Fills a mounted btrfs as real ones are: files inside of leaves, deep directories, many hard
/// links, reflinks, subvolumes, snapshots, deleted ones, sparse, packed and unwritten files.
final class BtrfsTree {
  private static final int FILES = 1_500;
  private static final int DEPTH = 40;
  private static final int LINKS = 400;
  private static final int HOLES = 300;

  private final Random random = new Random(23);
  private final Path root;

  private BtrfsTree(Path root) {
    this.root = root;
  }

  static void plant(Path root) throws IOException, InterruptedException {
    BtrfsTree tree = new BtrfsTree(root);
    tree.many("many");
    tree.deep();
    tree.data();
    tree.sync();
    tree.subvolumes();
    tree.change();
    tree.sync();
  }

  private void many(String name) throws IOException {
    Path many = Files.createDirectories(root.resolve(name));
    for (int i = 0; i < FILES; i++) {
      Files.write(many.resolve("file-" + i), content(random.nextInt(i % 3 == 0 ? 9_000 : 900)));
    }
    Files.createSymbolicLink(many.resolve("link"), Path.of("file-1"));
    Files.getFileAttributeView(many.resolve("file-2"), UserDefinedFileAttributeView.class)
        .write("note", ByteBuffer.wrap(content(2_500)));
    Path hard = Files.createDirectory(root.resolve("hard"));
    for (int i = 0; i < LINKS; i++) {
      Files.createLink(hard.resolve("n".repeat(40) + i), many.resolve("file-3"));
    }
  }

  private void deep() throws IOException {
    Path deep = root;
    for (int i = 0; i < DEPTH; i++) {
      deep = Files.createDirectory(deep.resolve("level " + i));
      Files.writeString(deep.resolve("x".repeat(60) + i), "deep");
    }
  }

  private void data() throws IOException, InterruptedException {
    Files.write(root.resolve("large"), content(6_000_000));
    try (RandomAccessFile file = new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
      for (int i = 0; i < HOLES; i++) {
        file.seek(i * 131_072L);
        file.write(content(4096));
      }
    }
    RealKernel.run("fallocate", "--length", "1M", root.resolve("unwritten").toString());
    Path packed = Files.createFile(root.resolve("packed"));
    RealKernel.run("chattr", "+c", packed.toString());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("line ").append(random.nextInt()).append(" of a file that can be packed\n");
    }
    Files.write(packed, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void subvolumes() throws IOException, InterruptedException {
    reflink("large", "reflink");
    subvolume("create", "sub");
    Files.writeString(root.resolve("sub/in sub"), "inline");
    Files.write(root.resolve("sub/data"), content(300_000));
    subvolume("create", "sub/nested");
    Files.write(root.resolve("sub/nested/data"), content(50_000));
    reflink("large", "sub/reflink");
    for (int i = 0; i < FILES; i++) {
      Files.writeString(root.resolve("sub/small-" + i), "a few bytes, " + i);
    }
    sync();
    subvolume("snapshot", ".", "snap");
    subvolume("snapshot", "sub", "sub-1");
    subvolume("snapshot", "sub-1", "sub-2");
    subvolume("create", "doomed");
    Files.write(root.resolve("doomed/data"), content(200_000));
    for (int i = 0; i < FILES / 2; i++) {
      Files.writeString(root.resolve("doomed/small-" + i), "a few bytes, " + i);
    }
    subvolume("snapshot", "doomed", "heir");
  }

  /// So that not all is shared any more, and some only in parts.
  private void change() throws IOException, InterruptedException {
    overwrite("large", 2_000_000, 100_000);
    overwrite("sub/data", 100_000, 5_000);
    overwrite("unwritten", 200_000, 50_000);
    Files.write(root.resolve("patched"), content(500_000));
    sync();
    overwrite("patched", 200_000, 100_000);
    Files.writeString(root.resolve("sub-1/small-7"), "changed in the snapshot");
    Files.writeString(root.resolve("many/file-9"), "changed");
    for (int i = 0; i < FILES; i += 5) {
      Files.delete(root.resolve("many/file-" + (i + 4)));
    }
    Files.move(root.resolve("sub-2"), root.resolve("level 0/moved"));
    sync();
    subvolume("delete", "doomed");
    RealKernel.run("btrfs", "subvolume", "sync", root.toString());
    Files.write(root.resolve("last"), content(700_000));
  }

  private void reflink(String from, String to) throws IOException, InterruptedException {
    String target = root.resolve(to).toString();
    RealKernel.run("cp", "--reflink=always", root.resolve(from).toString(), target);
  }

  private void subvolume(String verb, String... names) throws IOException, InterruptedException {
    String[] command = new String[3 + names.length];
    command[0] = "btrfs";
    command[1] = "subvolume";
    command[2] = verb;
    for (int i = 0; i < names.length; i++) {
      command[3 + i] = root.resolve(names[i]).normalize().toString();
    }
    RealKernel.run(command);
  }

  private void overwrite(String name, long offset, int bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
      file.seek(offset);
      file.write(content(bytes));
    }
  }

  private void sync() throws IOException, InterruptedException {
    RealKernel.run("btrfs", "filesystem", "sync", root.toString());
  }

  private byte[] content(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
