package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A btrfs of the test's own on one or two loop devices, made by the usual programs.
final class LoopBtrfs implements LoopTarget {
  private static final String SIZE = "512M";

  private final Path mountPoint;
  private final List<String> devices;

  private LoopBtrfs(Path mountPoint, List<String> devices) {
    this.mountPoint = mountPoint;
    this.devices = devices;
  }

  /// @param directory where images and mount point are made
  /// @param profile of data and metadata: `single`, `dup` (metadata only) or `raid1` on two devices
  static LoopBtrfs make(Path directory, String profile) throws IOException, InterruptedException {
    Path point = Files.createDirectory(directory.resolve("target"));
    LoopBtrfs made = new LoopBtrfs(point, new ArrayList<>());
    try {
      for (int i = 0; i < (profile.equals("raid1") ? 2 : 1); i++) {
        Path image = directory.resolve("target" + i + ".img");
        RealKernel.run("truncate", "--size=" + SIZE, image.toString());
        made.devices.add(RealKernel.run("losetup", "--find", "--show", image.toString()));
      }
      List<String> mkfs =
          new ArrayList<>(
              List.of("mkfs.btrfs", "-q", "-m", profile.equals("single") ? "dup" : profile));
      if (profile.equals("raid1")) {
        mkfs.addAll(List.of("-d", profile));
      }
      mkfs.addAll(made.devices);
      RealKernel.run(mkfs.toArray(String[]::new));
      RealKernel.run("mount", made.devices.getFirst(), point.toString());
      if (profile.equals("single")) { // mkfs leaves 8 MiB for trees: room, so that no chunk comes
        RealKernel.run(
            "btrfs",
            "balance",
            "start",
            "-f",
            "-mconvert=single",
            "-sconvert=single",
            point.toString());
      }
      made.sync();
      return made;
    } catch (AssertionError e) {
      made.close();
      throw e;
    }
  }

  @Override
  public Path mountPoint() {
    return mountPoint;
  }

  /// The first one.
  @Override
  public String device() {
    return devices.getFirst();
  }

  int disks() {
    return devices.size();
  }

  /// What `btrfs inspect-internal` answers about the first device.
  String inspect(String question) throws IOException, InterruptedException {
    return RealKernel.run("btrfs", "inspect-internal", question, devices.getFirst());
  }

  /// The counters of all disks, added up.
  long writtenBytes() throws IOException {
    long bytes = 0;
    for (String device : devices) {
      bytes += DiskStat.read(device.substring("/dev/".length())).writeBytes();
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder("umount", mountPoint.toString()).inheritIO().start().onExit().join();
    for (String device : devices) {
      new ProcessBuilder("losetup", "--detach", device).inheritIO().start().onExit().join();
    }
  }
}
