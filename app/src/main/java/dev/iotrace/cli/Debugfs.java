package dev.iotrace.cli;

import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/// The kernel's debugging directory, which some hosts do not mount by themselves.
final class Debugfs {
  private static final Path USUAL = Path.of("/sys/kernel/debug");

  private Debugfs() {}

  /// Where it is mounted: by the host, or else for the time of the run, in a private directory
  /// beside the run's entry, so that runs side by side do not share it. When neither can be had,
  /// the usual place, where nothing will be found.
  static Path ensure(Run run) {
    if (Files.isDirectory(USUAL.resolve("bdi"))) {
      return USUAL;
    }
    try {
      Path point = Registry.defaultDirectory().toRealPath().resolve("debugfs-" + UUID.randomUUID());
      run.make(
          new Resource.Directory(point),
          () ->
              Files.createDirectory(
                  point,
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rwx------"))));
      long flags = Mount.MS_NOSUID | Mount.MS_NODEV | Mount.MS_NOEXEC;
      run.make(
          new Resource.Mount(point), () -> Mount.mount("iotrace", point, "debugfs", flags, ""));
      return point;
    } catch (IOException forbidden) {
      return USUAL;
    }
  }
}
