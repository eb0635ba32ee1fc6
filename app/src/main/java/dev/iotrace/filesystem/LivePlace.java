package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import dev.iotrace.syscall.Vfs;
import java.io.IOException;
import java.nio.file.Path;

/// Asks the running kernel about a path.
final class LivePlace {
  private LivePlace() {}

  static Place of(Path path) throws IOException {
    Statx stat = Stat.of(path);
    return new Place(
        stat.mountId(),
        new DeviceNumber(stat.deviceMajor(), stat.deviceMinor()),
        Math.toIntExact(Vfs.statfs(path).blockBytes()));
  }
}
