package dev.iotrace.write;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A block device of the test's own, without a file system: a loop device, whose flushes are
/// counted and which has no FUA.
record LoopDisk(Path image, String device) implements AutoCloseable {
  /// @param options further ones for losetup
  static LoopDisk make(Path directory, String size, String... options)
      throws IOException, InterruptedException {
    return of(directory.resolve("disk.img"), size, options);
  }

  /// @param image is made
  static LoopDisk of(Path image, String size, String... options)
      throws IOException, InterruptedException {
    RealKernel.run("truncate", "--size=" + size, image.toString());
    List<String> command = new ArrayList<>(List.of("losetup", "--find", "--show"));
    command.addAll(List.of(options));
    command.add(image.toString());
    return new LoopDisk(image, RealKernel.run(command.toArray(String[]::new)));
  }

  DiskStat stat() throws IOException {
    return DiskStat.read(device.substring("/dev/".length()));
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder("losetup", "--detach", device).inheritIO().start().onExit().join();
  }
}
