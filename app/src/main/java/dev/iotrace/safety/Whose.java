package dev.iotrace.safety;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// For which device a kernel thread works, as far as its name tells.
public enum Whose {
  /// The name is that of the device written to, or of its file system.
  OURS,
  /// The name is another device's.
  OTHERS,
  /// The name is nobody's: it may have worked for us and for everybody else.
  SHARED;

  private static final String FLUSH = "flush-";

  /// `jbd2/loop1-8` and `xfsaild/loop1` and `xfs-cil/loop1`: the device behind the slash.
  private static final Pattern BEHIND_SLASH =
      Pattern.compile("(?:jbd2|dio|xfs[^/]*)/(.+?)(?:-\\d+)?");

  /// The names by which threads call what is written to.
  ///
  /// @param backing that of its backing device: `7:1`, `btrfs-2`; empty when unknown
  /// @param devices the names of the file system's device and all below, as sysfs has them: `loop1`
  public record Names(String backing, Set<String> devices) {
    static Names of(String backing, List<String> devices) {
      return new Names(backing, Set.copyOf(devices));
    }
  }

  /// @param work as [WorkName] gives it
  static Whose of(String work, Names ours) {
    if (work.startsWith(FLUSH) && ours.backing.isEmpty()) {
      return SHARED;
    }
    if (work.startsWith(FLUSH)) {
      return work.substring(FLUSH.length()).equals(ours.backing) ? OURS : OTHERS;
    }
    if (Duty.of(work) == Duty.LOOP) {
      return ours.devices.contains(work) ? OURS : OTHERS;
    }
    Matcher device = BEHIND_SLASH.matcher(work);
    if (!device.matches()) {
      return SHARED;
    }
    return ours.devices.contains(device.group(1).replace('/', '!')) ? OURS : OTHERS;
  }
}
