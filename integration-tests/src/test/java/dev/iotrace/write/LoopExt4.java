package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// An ext4 of the test's own, made by the usual programs: a target that is there before iotrace and
/// after it.
final class LoopExt4 implements LoopTarget {
  private static final int UNMOUNT_ATTEMPTS = 50;
  private static final long UNMOUNT_PAUSE_NS = 100_000_000;

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
    return makeOf(SIZE, directory, mkfs);
  }

  /// @param size as truncate(1) takes it
  static LoopExt4 makeOf(String size, Path directory, String... mkfs)
      throws IOException, InterruptedException {
    Path image = directory.resolve("target.img");
    Path point = Files.createDirectory(directory.resolve("target"));
    RealKernel.run("truncate", "--size=" + size, image.toString());
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

  @Override
  public Path mountPoint() {
    return mountPoint;
  }

  @Override
  public String device() {
    return device;
  }

  /// `loopN`.
  String disk() {
    return device.substring("/dev/".length());
  }

  /// Mounts it anew, with these options: they count only when the kernel has let go of it before. A
  /// program with a mount namespace of its own that just begins may hold it for a moment more.
  void mountAnew(String options) throws Exception {
    RealKernel.run("umount", mountPoint.toString());
    Running.await(() -> !Files.exists(Path.of("/sys/fs/ext4", disk())));
    RealKernel.run("mount", "-o", options, device, mountPoint.toString());
    sync();
  }

  /// What debugfs(8) answers to a request.
  String debugfs(String request) throws IOException, InterruptedException {
    return RealKernel.run("debugfs", "-R", request, device);
  }

  /// What a test has killed may have left a child that is about to end (dd(1) of a loop in sh): the
  /// file system is busy as long as that runs.
  @Override
  public void close() throws IOException {
    for (int attempt = 1; !unmount() && attempt < UNMOUNT_ATTEMPTS; attempt++) {
      LockSupport.parkNanos(UNMOUNT_PAUSE_NS);
    }
    new ProcessBuilder("losetup", "--detach", device).inheritIO().start().onExit().join();
  }

  private boolean unmount() throws IOException {
    Process umount = new ProcessBuilder("umount", mountPoint.toString()).inheritIO().start();
    return umount.onExit().join().exitValue() == 0;
  }
}
