package dev.iotrace.safety;

import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.Target;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Where the figures of a run are read.
///
/// @param counters of the disks, added up
/// @param gauge of dirty memory
/// @param names how kernel threads call what is written to
public record SafetyPlace(
    Supplier<DeviceCounters> counters, PressureGauge gauge, Whose.Names names) {
  /// On the machine we run on.
  ///
  /// @param debugfs where that is mounted, or would be
  public static SafetyPlace of(Target target, Path debugfs) {
    Path root = HostTree.LIVE.root();
    return new SafetyPlace(
        target::counters,
        PressureGauge.of(root, debugfs, BackingDevice.of(root, target)),
        BackingDevice.names(root, target));
  }
}
