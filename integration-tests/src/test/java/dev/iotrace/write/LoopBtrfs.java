package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A btrfs of the test's own on one or two loop devices.
final class LoopBtrfs extends LoopTarget {
  private static final String SIZE = "512M";

  private final String profile;

  private LoopBtrfs(Path directory, String profile) throws IOException {
    super(directory);
    this.profile = profile;
  }

  /// @param directory where images and mount point are made
  /// @param profile of data and metadata: `single`, `dup` (metadata only) or `raid1` on two devices
  static LoopBtrfs make(Path directory, String profile) throws IOException, InterruptedException {
    boolean raid = profile.equals("raid1");
    List<String> mkfs = new ArrayList<>(List.of("mkfs.btrfs", "-q", "-m"));
    mkfs.add(profile.equals("single") ? "dup" : profile);
    if (raid) {
      mkfs.addAll(List.of("-d", profile));
    }
    LoopBtrfs made = new LoopBtrfs(directory, profile);
    made.make(raid ? 2 : 1, SIZE, mkfs);
    return made;
  }

  /// mkfs leaves 8 MiB for trees: balancing makes room, so that no chunk comes.
  @Override
  void prepare() throws IOException, InterruptedException {
    if (profile.equals("single")) {
      String point = mountPoint().toString();
      RealKernel.run(
          "btrfs", "balance", "start", "-f", "-mconvert=single", "-sconvert=single", point);
    }
  }

  /// What `btrfs inspect-internal` answers about the first device.
  String inspect(String question) throws IOException, InterruptedException {
    return RealKernel.run("btrfs", "inspect-internal", question, device());
  }

  /// The counters of all disks, added up.
  long writtenBytes() throws IOException {
    long bytes = 0;
    for (LoopDisk disk : disks()) {
      bytes += disk.stat().writeBytes();
    }
    return bytes;
  }
}
