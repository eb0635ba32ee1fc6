package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import java.util.List;

/// What a script that adds up filters by: numbers, and nothing else.
///
/// @param causes which file system it is, and so which script
/// @param fileSystem the number that the file system's own tracepoints carry
/// @param disk the one below it
/// @param place of the file system on that disk
/// @param log of it there; [Sectors#NONE] where its own events tell what belongs to its journal
/// @param ticks tenths of a second between two prints
public record SumsParameters(
    ProbePlan.Causes causes,
    DeviceNumber fileSystem,
    DeviceNumber disk,
    Sectors place,
    Sectors log,
    int ticks) {

  /// A part of a disk.
  ///
  /// @param first sector of it
  /// @param end the first one behind it
  public record Sectors(long first, long end) {
    /// No sector.
    public static final Sectors NONE = new Sectors(0, 0);
  }

  /// The name of the script.
  String probe() {
    return causes.probe() + "-watch";
  }

  /// The positional parameters `$1` to `$10`, of which those that other scripts use are 0.
  List<String> positional() {
    return List.of(
        Long.toString(fileSystem.kernel()),
        Long.toString(disk.kernel()),
        "0",
        "0",
        "0",
        Long.toString(place.first),
        Long.toString(place.end),
        Integer.toString(ticks),
        Long.toString(log.first),
        Long.toString(log.end));
  }
}
