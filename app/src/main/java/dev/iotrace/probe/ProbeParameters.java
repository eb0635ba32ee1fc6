package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import java.util.ArrayList;
import java.util.List;

/// What the scripts filter by: numbers, and nothing else.
///
/// @param fileSystem the number that the file system's own tracepoints carry
/// @param disks those whose requests are counted, 1 to [#MOST_DISKS]
/// @param layers the devices in between that take no requests, at most [#MOST_LAYERS]
/// @param threadId the thread that runs the workload
/// @param journal whether the file system has one: without it, blocks are dirtied on the spot
/// @param fileSystemId what tells a btrfs, whose tracepoints carry no device: its id as four
///   numbers of 32 bits, the number of its super block, the subvolume of the target; empty for
///   others
/// @param completions whether the script is to report completions, too: not where a
///   [TracingInstance] does
public record ProbeParameters(
    DeviceNumber fileSystem,
    List<DeviceNumber> disks,
    List<DeviceNumber> layers,
    int threadId,
    boolean journal,
    List<Long> fileSystemId,
    boolean completions) {
  /// As many disks have a place among the parameters.
  public static final int MOST_DISKS = 4;

  /// As many devices in between have a place among the parameters.
  public static final int MOST_LAYERS = 4;

  private static final int ID_NUMBERS = 4;
  private static final int SUPER_BLOCK = ID_NUMBERS;

  /// For the probe of calls, which goes by the super block of a file (`s_dev`): that of a btrfs has
  /// a number of its own (`set_anon_super_fc`, fs/super.c).
  ProbeParameters ofCalls() {
    return fileSystemId.isEmpty()
        ? this
        : new ProbeParameters(
            DeviceNumber.ofKernel(fileSystemId.get(SUPER_BLOCK)),
            disks,
            layers,
            threadId,
            journal,
            fileSystemId,
            completions);
  }

  /// What the probes of this file system are asked for in place of a process's number, to say that
  /// its calls are added up by now: no process has a negative one.
  public int summing() {
    return Math.toIntExact(-fileSystem.kernel());
  }

  /// The positional parameters `$1` to `$5`, further disks as `$6` to `$8`, layers as `$9` to
  /// `$12`, what tells a btrfs as `$13` to `$16`, 0 for none. The first disk as `7:1` is `$17`,
  /// then come [#ofSubvolume].
  List<String> positional() {
    List<String> numbers =
        new ArrayList<>(
            List.of(
                number(fileSystem),
                number(disks.getFirst()),
                Integer.toString(threadId),
                journal ? "0" : "1",
                completions ? "0" : "1"));
    addPadded(numbers, disks.subList(1, disks.size()), MOST_DISKS - 1);
    addPadded(numbers, layers, MOST_LAYERS);
    for (int part = 0; part < ID_NUMBERS; part++) {
      numbers.add(fileSystemId.isEmpty() ? "0" : Long.toString(fileSystemId.get(part)));
    }
    return numbers;
  }

  /// The super block of a btrfs and the subvolume, 0 for none: `$18` and `$19`.
  List<String> ofSubvolume() {
    return fileSystemId.isEmpty()
        ? List.of("0", "0")
        : fileSystemId.stream().skip(SUPER_BLOCK).map(part -> Long.toString(part)).toList();
  }

  private static void addPadded(List<String> numbers, List<DeviceNumber> devices, int places) {
    if (devices.size() > places) {
      throw new IllegalArgumentException("more devices than places: " + devices);
    }
    devices.forEach(device -> numbers.add(number(device)));
    for (int empty = devices.size(); empty < places; empty++) {
      numbers.add("0");
    }
  }

  private static String number(DeviceNumber device) {
    return Long.toString(device.kernel());
  }
}
