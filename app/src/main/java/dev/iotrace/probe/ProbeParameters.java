package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import java.util.List;

/// What the scripts filter by: numbers, and nothing else.
///
/// @param fileSystem the number that the file system's own tracepoints carry
/// @param disk the device whose requests are counted
/// @param threadId the thread that runs the workload
/// @param journal whether the file system has one: without it, blocks are dirtied on the spot
/// @param completions whether the script is to report completions, too: not where a
///   [TracingInstance] does
public record ProbeParameters(
    DeviceNumber fileSystem,
    DeviceNumber disk,
    int threadId,
    boolean journal,
    boolean completions) {
  /// The positional parameters `$1`, `$2`, `$3`, `$4`, `$5`.
  List<String> positional() {
    return List.of(
        Long.toString(fileSystem.kernel()),
        Long.toString(disk.kernel()),
        Integer.toString(threadId),
        journal ? "0" : "1",
        completions ? "0" : "1");
  }
}
