package dev.iotrace.copy;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file system of the test's own on a loop device, made by the usual programs.
final class LoopDisk implements AutoCloseable {
  private final Path mountPoint;
  private final String device;

  private LoopDisk(Path mountPoint, String device) {
    this.mountPoint = mountPoint;
    this.device = device;
  }

  /// @param directory where image and mount point are made
  /// @param type of mkfs(8)
  /// @param size of truncate(1)
  /// @param options further arguments for mkfs
  static LoopDisk make(Path directory, String type, String size, String... options)
      throws IOException, InterruptedException {
    Path image = directory.resolve(type + ".img");
    Path point = Files.createDirectory(directory.resolve(type));
    RealKernel.run("truncate", "--size=" + size, image.toString());
    String device = RealKernel.run("losetup", "--find", "--show", image.toString());
    LoopDisk made = new LoopDisk(point, device);
    try {
      List<String> command = new ArrayList<>(List.of("mkfs." + type, "-q"));
      command.addAll(List.of(options));
      command.add(device);
      RealKernel.run(command.toArray(String[]::new));
      RealKernel.run("mount", device, point.toString());
      return made;
    } catch (AssertionError e) {
      made.close();
      throw e;
    }
  }

  Path mountPoint() {
    return mountPoint;
  }

  /// `loop3`.
  String disk() {
    return device.substring("/dev/".length());
  }

  @Override
  public void close() {
    run("umount", mountPoint.toString());
    run("losetup", "--detach", device);
  }

  private static void run(String... command) {
    try {
      new ProcessBuilder(command).inheritIO().start().onExit().join();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
