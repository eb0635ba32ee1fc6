package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An XFS of the test's own, made by the usual programs: a target that is there before iotrace and
/// after it.
final class LoopXfs implements LoopTarget {
  /// The smallest that mkfs.xfs makes is 300 MiB.
  private static final String SIZE = "320M";

  private final Path mountPoint;
  private final String device;

  private LoopXfs(Path mountPoint, String device) {
    this.mountPoint = mountPoint;
    this.device = device;
  }

  /// @param directory where image and mount point are made
  static LoopXfs make(Path directory) throws IOException, InterruptedException {
    Path image = directory.resolve("target.img");
    Path point = Files.createDirectory(directory.resolve("target"));
    RealKernel.run("truncate", "--size=" + SIZE, image.toString());
    String device = RealKernel.run("losetup", "--find", "--show", image.toString());
    LoopXfs made = new LoopXfs(point, device);
    try {
      RealKernel.run("mkfs.xfs", "-q", device);
      RealKernel.run("mount", device, point.toString());
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

  @Override
  public String device() {
    return device;
  }

  @Override
  public void close() throws IOException {
    Process umount = new ProcessBuilder("umount", mountPoint.toString()).inheritIO().start();
    umount.onExit().join();
    new ProcessBuilder("losetup", "--detach", device).inheritIO().start().onExit().join();
  }
}
