package dev.iotrace.filesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A machine made of files: `/proc`, `/sys` and `/dev` below a directory of a test's own.
final class FakeHost {
  private final Path root;

  FakeHost(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  HostTree tree() {
    return new HostTree(root);
  }

  FakeHost file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
    return this;
  }

  FakeHost bytes(String path, byte[] bytes) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    return this;
  }

  FakeHost link(String path, String to) throws IOException {
    Path link = root.resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, root.resolve(to));
    return this;
  }

  FakeHost mounts(String... lines) throws IOException {
    return file("proc/self/mountinfo", String.join("\n", lines));
  }

  /// A whole device, with its links as sysfs has them.
  FakeHost disk(String name, String number) throws IOException {
    return device("sys/devices/" + name, name, number)
        .link("sys/block/" + name, "sys/devices/" + name)
        .file("sys/devices/" + name + "/queue/logical_block_size", "512")
        .file("sys/devices/" + name + "/queue/physical_block_size", "4096")
        .file("sys/devices/" + name + "/queue/write_cache", "write back")
        .file("sys/devices/" + name + "/queue/fua", "1");
  }

  FakeHost partition(String disk, String name, String number, long start) throws IOException {
    String directory = "sys/devices/" + disk + "/" + name;
    return device(directory, name, number)
        .file(directory + "/partition", "2")
        .file(directory + "/start", Long.toString(start));
  }

  /// Puts `upper` on `lower`, as LVM and md do.
  FakeHost slave(String upper, String lower) throws IOException {
    return link(
        "sys/devices/" + upper + "/slaves/" + lower,
        root.relativize(root.resolve("sys/class/block/" + lower).toRealPath()).toString());
  }

  private FakeHost device(String directory, String name, String number) throws IOException {
    return file(directory + "/dev", number)
        .file(directory + "/size", "1000000")
        .link("sys/dev/block/" + number, directory)
        .link("sys/class/block/" + name, directory);
  }
}
