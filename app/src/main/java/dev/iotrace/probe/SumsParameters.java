package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import java.util.List;

/// What a script that adds up filters by: numbers, and nothing else.
///
/// @param fileSystem the number that the file system's own tracepoints carry
/// @param disk the one below it
/// @param firstSector where the file system begins on that disk
/// @param endSector the first one behind it
/// @param ticks tenths of a second between two prints
public record SumsParameters(
    DeviceNumber fileSystem, DeviceNumber disk, long firstSector, long endSector, int ticks) {

  /// The positional parameters `$1` to `$8`, of which those that other scripts use are 0.
  List<String> positional() {
    return List.of(
        Long.toString(fileSystem.kernel()),
        Long.toString(disk.kernel()),
        "0",
        "0",
        "0",
        Long.toString(firstSector),
        Long.toString(endSector),
        Integer.toString(ticks));
  }
}
