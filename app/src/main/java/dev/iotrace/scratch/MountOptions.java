package dev.iotrace.scratch;

import dev.iotrace.syscall.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Mount options as mount(2) wants them: those of the VFS as flags, the file system's own as text.
///
/// @param flags `MS_…`
/// @param data the rest, comma separated
record MountOptions(long flags, String data) {
  /// `include/uapi/linux/mount.h`.
  private static final Map<String, Long> FLAGS =
      Map.ofEntries(
          Map.entry("ro", Mount.MS_RDONLY),
          Map.entry("rw", 0L),
          Map.entry("noexec", Mount.MS_NOEXEC),
          Map.entry("sync", 1L << 4),
          Map.entry("dirsync", 1L << 7),
          Map.entry("noatime", Mount.MS_NOATIME),
          Map.entry("nodiratime", 1L << 11),
          Map.entry("relatime", 1L << 21),
          Map.entry("strictatime", 1L << 24),
          Map.entry("lazytime", 1L << 25));

  static MountOptions of(List<String> options) {
    long flags = Mount.MS_NOSUID | Mount.MS_NODEV;
    List<String> rest = new ArrayList<>();
    for (String option : options) {
      Long flag = FLAGS.get(option);
      if (flag == null) {
        rest.add(option);
      } else {
        flags |= flag;
      }
    }
    return new MountOptions(flags, String.join(",", rest));
  }
}
