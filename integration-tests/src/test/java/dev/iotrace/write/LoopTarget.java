package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A file system of the test's own, made by the usual programs: a target that is there before
/// iotrace and after it.
abstract class LoopTarget implements AutoCloseable {
  private static final int UNMOUNT_ATTEMPTS = 50;
  private static final long UNMOUNT_PAUSE_NS = 100_000_000;

  private final Path directory;
  private final Path mountPoint;
  private final List<LoopDisk> disks = new ArrayList<>();
  private boolean mounted;

  /// @param directory where images and mount point are made
  LoopTarget(Path directory) throws IOException {
    this.directory = directory;
    mountPoint = Files.createDirectory(directory.resolve("target"));
  }

  /// Makes and mounts it, or leaves nothing.
  ///
  /// @param size of each disk, as truncate(1) takes it
  /// @param mkfs the command, up to the devices
  final void make(int disks, String size, List<String> mkfs)
      throws IOException, InterruptedException {
    try {
      List<String> command = new ArrayList<>(mkfs);
      for (int i = 0; i < disks; i++) {
        LoopDisk disk = LoopDisk.of(directory.resolve("target" + i + ".img"), size);
        this.disks.add(disk);
        command.add(disk.device());
      }
      RealKernel.run(command.toArray(String[]::new));
      RealKernel.run("mount", device(), mountPoint.toString());
      mounted = true;
      prepare();
      sync();
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  /// What is to be done before it is used.
  void prepare() throws IOException, InterruptedException {}

  final Path mountPoint() {
    return mountPoint;
  }

  final List<LoopDisk> disks() {
    return disks;
  }

  /// `/dev/loopN`, the first one.
  final String device() {
    return disks.getFirst().device();
  }

  final DiskStat stat() throws IOException {
    return disks.getFirst().stat();
  }

  /// Brings everything into log, journal or its place that has been written so far.
  final void sync() throws IOException, InterruptedException {
    RealKernel.run("sync", "--file-system", mountPoint.toString());
  }

  /// What a test has killed may have left a child that is about to end (dd(1) of a loop in sh): the
  /// file system is busy as long as that runs.
  @Override
  public final void close() throws IOException {
    for (int attempt = 1; !unmount() && attempt < UNMOUNT_ATTEMPTS; attempt++) {
      LockSupport.parkNanos(UNMOUNT_PAUSE_NS);
    }
    for (LoopDisk disk : disks) {
      disk.close();
    }
  }

  private boolean unmount() throws IOException {
    if (!mounted) {
      return true;
    }
    Process umount = new ProcessBuilder("umount", mountPoint.toString()).inheritIO().start();
    return umount.onExit().join().exitValue() == 0;
  }
}
