package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An ext4 of the test's own, made by the usual programs: a target that is there before iotrace and
/// after it.
final class LoopExt4 implements AutoCloseable {
  private static final String SIZE = "64M";

  private final Path mountPoint;
  private final String device;

  private LoopExt4(Path mountPoint, String device) {
    this.mountPoint = mountPoint;
    this.device = device;
  }

  /// @param directory where image and mount point are made
  /// @param mkfs further arguments for mkfs.ext4
  static LoopExt4 make(Path directory, String... mkfs) throws IOException, InterruptedException {
    Path image = directory.resolve("target.img");
    Path point = Files.createDirectory(directory.resolve("target"));
    RealKernel.run("truncate", "--size=" + SIZE, image.toString());
    String device = RealKernel.run("losetup", "--find", "--show", image.toString());
    LoopExt4 made = new LoopExt4(point, device);
    try {
      List<String> command = new ArrayList<>(List.of("mkfs.ext4", "-q", "-b", "4096"));
      command.addAll(List.of("-E", "lazy_itable_init=0,lazy_journal_init=0"));
      command.addAll(List.of(mkfs));
      command.add(device);
      RealKernel.run(command.toArray(String[]::new));
      RealKernel.run("mount", device, point.toString());
      made.sync();
      return made;
    } catch (AssertionError e) {
      made.close();
      throw e;
    }
  }

  Path mountPoint() {
    return mountPoint;
  }

  String device() {
    return device;
  }

  /// `loopN`.
  String disk() {
    return device.substring("/dev/".length());
  }

  DiskStat stat() throws IOException {
    return DiskStat.read(disk());
  }

  /// Brings everything home that has been written so far.
  void sync() throws IOException, InterruptedException {
    RealKernel.run("sync", "--file-system", mountPoint.toString());
  }

  /// What debugfs(8) answers to a request.
  String debugfs(String request) throws IOException, InterruptedException {
    return RealKernel.run("debugfs", "-R", request, device);
  }

  @Override
  public void close() throws IOException {
    Process umount = new ProcessBuilder("umount", mountPoint.toString()).inheritIO().start();
    umount.onExit().join();
    new ProcessBuilder("losetup", "--detach", device).inheritIO().start().onExit().join();
  }
}
