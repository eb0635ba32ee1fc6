package dev.iotrace.cli;

import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Mount;
import java.nio.file.Files;
import java.nio.file.Path;

/// The kernel's tracing directory, which some hosts do not mount by themselves.
final class Tracefs {
  private static final Path TRACING = Path.of("/sys/kernel/tracing");
  private static final Path OLD_TRACING = Path.of("/sys/kernel/debug/tracing");

  private Tracefs() {}

  /// Mounts it for the time of the run when nobody has. When that fails, the probe says so.
  static void ensure(Run run) {
    if (Files.exists(TRACING.resolve("events")) || Files.exists(OLD_TRACING.resolve("events"))) {
      return;
    }
    try {
      run.make(
          new Resource.Mount(TRACING),
          () -> Mount.mount("tracefs", TRACING, "tracefs", Mount.MS_NOSUID | Mount.MS_NODEV, ""));
    } catch (ErrnoException e) {
      // ProbeHost.requireTracefs refuses with the mend.
    }
  }
}
