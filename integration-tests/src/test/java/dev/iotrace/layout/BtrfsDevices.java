package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.MountPoint;
import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// Loop devices with one btrfs on all of them.
final class BtrfsDevices implements AutoCloseable {
  private final List<String> devices = new ArrayList<>();
  private final Path directory;
  private final MountPoint point;
  private boolean mounted;

  /// What is said of a device.
  record Told(List<Structure> structures, List<String> notes) {}

  /// @param size of each, as of truncate(1)
  /// @param mkfs options of mkfs.btrfs; perhaps empty
  BtrfsDevices(Path directory, int count, String size, String mkfs)
      throws IOException, InterruptedException {
    this.directory = directory;
    point = MountPoint.make(directory.resolve("mount"));
    try {
      for (int i = 0; i < count; i++) {
        RealKernel.run("truncate", "--size=" + size, image(i).toString());
        devices.add(RealKernel.run("losetup", "--find", "--show", image(i).toString()));
      }
      List<String> options = mkfs.isEmpty() ? List.of() : List.of(mkfs.split(" "));
      run(List.of(List.of("mkfs.btrfs", "--quiet", "--force"), options, devices));
    } catch (IOException | InterruptedException | AssertionError e) {
      close();
      throw e;
    }
  }

  /// The file behind one of them.
  Path image(int index) {
    return directory.resolve("image" + index);
  }

  /// Where it is mounted.
  Path point() {
    return point.path();
  }

  List<String> names() {
    return devices;
  }

  /// @param options of mount(8), with commas
  void mount(String options) throws IOException, InterruptedException {
    String all = devices.stream().map(each -> "device=" + each + ",").reduce("", String::concat);
    RealKernel.run("mount", "-o", all + options, devices.getFirst(), point.toString());
    mounted = true;
  }

  void unmount() throws IOException, InterruptedException {
    RealKernel.run("umount", point.toString());
    mounted = false;
  }

  /// All trees, as btrfs-progs print them.
  BtrfsDump dump() throws IOException, InterruptedException {
    return new BtrfsDump(run(List.of(List.of("btrfs", "inspect-internal", "dump-tree"), devices)));
  }

  /// What is expected of each block of a device or image.
  static BtrfsExpectation expectation(BtrfsDump dump, String device)
      throws IOException, InterruptedException {
    String dumped = RealKernel.run("btrfs", "inspect-internal", "dump-super", device);
    return new BtrfsExpectation(
        dump,
        new BtrfsExpectation.Device(
            number("dev_item.devid", dumped),
            number("dev_item.total_bytes", dumped),
            Math.toIntExact(number("nodesize", dumped)),
            number("generation", dumped)));
  }

  private static long number(String field, String text) {
    Matcher matcher = Pattern.compile("(?m)^" + field + "\\s+(\\d+)").matcher(text);
    assertThat(matcher.find()).as(field).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /// What we say of all blocks of a device or image.
  static Told explain(Path file) throws Damaged {
    boolean device = file.startsWith("/dev");
    try (Image image = device ? Image.ofDevice(file, 0) : Image.ofFile(file, 0)) {
      Layout layout = Layout.open(image);
      List<Long> all = LongStream.range(0, layout.blocks()).boxed().toList();
      return new Told(layout.at(all), layout.notes());
    }
  }

  private static String run(List<List<String>> parts) throws IOException, InterruptedException {
    return RealKernel.run(parts.stream().flatMap(List::stream).toArray(String[]::new));
  }

  /// Unmounts, if need be, and gives the loop devices back.
  @Override
  public void close() throws IOException {
    try {
      if (mounted) {
        unmount();
      }
      point.close();
      for (String device : devices) {
        RealKernel.run("losetup", "--detach", device);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before all loop devices were given back", e);
    }
  }
}
