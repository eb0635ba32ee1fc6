package dev.iotrace.cli;

import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.MountTable;
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

  /// What a run's mount names as its source: there is none.
  private static final String SOURCE = "iotrace";

  private Tracefs() {}

  /// Mounts it for the time of the run when nobody has but other runs, which may end before this
  /// one: their mounts lie on each other, all show the same, and each run takes one away. When that
  /// fails, the probe says so.
  static void ensure(Run run) {
    if (isThere() && !isOfRun()) {
      return;
    }
    try {
      run.make(new Resource.Mount(TRACING), Tracefs::mount);
    } catch (ErrnoException e) {
      // ProbeHost.requireTracefs refuses with the mend.
    }
  }

  /// The kernel refuses the same file system twice in one place (`do_add_mount`, fs/namespace.c),
  /// but binds it. When the other run has ended just then, what was bound is empty.
  private static void mount() throws ErrnoException {
    if (isThere()) {
      Mount.mount(TRACING.toString(), TRACING, "", Mount.MS_BIND, "");
      if (isThere()) {
        return;
      }
      Mount.umount2(TRACING, Mount.MNT_DETACH);
    }
    Mount.mount(SOURCE, TRACING, "tracefs", Mount.MS_NOSUID | Mount.MS_NODEV, "");
  }

  private static boolean isThere() {
    return Files.exists(TRACING.resolve("events")) || Files.exists(OLD_TRACING.resolve("events"));
  }

  private static boolean isOfRun() {
    return MountTable.read(HostTree.LIVE).mounts().stream()
        .anyMatch(mount -> mount.point().equals(TRACING) && mount.source().equals(SOURCE));
  }
}
