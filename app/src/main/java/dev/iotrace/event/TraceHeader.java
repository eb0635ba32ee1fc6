package dev.iotrace.event;

import java.util.List;
import java.util.Map;

/// What is true for the whole of a trace, known before the first event.
///
/// @param schema [#SCHEMA]
/// @param threadId the thread that runs the workload, or the process of the command
/// @param command the command line that made the trace
public record TraceHeader(
    String schema,
    Tool tool,
    Host host,
    List<String> command,
    Target target,
    Workload workload,
    int threadId) {

  /// The schema of trace files written by this version.
  public static final String SCHEMA = "iotrace-trace/1";

  /// What observed.
  ///
  /// @param logicalProbe how logical writes were seen, for example `fentry:vfs_write`
  /// @param causesProbe what was watched below: `ext4`, or `block` when causes cannot be known;
  ///   empty in a trace of an older version
  public record Tool(
      String version,
      String backend,
      String backendVersion,
      String logicalProbe,
      String causesProbe) {

    /// The [#causesProbe] that sees no more than the block layer.
    public static final String BLOCK_ONLY = "block";
  }

  /// Where it ran.
  public record Host(String kernel, String arch, int cpus, int pageBytes) {}

  /// What was written to.
  public record Target(String path, FileSystem fileSystem, Device device) {}

  /// The file system of the target.
  ///
  /// @param number the number that the file system's own tracepoints carry
  /// @param startSector first sector of that device on the disk below: a partition's offset
  /// @param sectors how long a partition is; 0 where it is none, or an older version has not told
  /// @param journal `ordered`, `writeback`, `journal`, `none` for ext4; empty where it means
  ///   nothing
  public record FileSystem(
      String type,
      String uuid,
      int blockBytes,
      List<String> mountOptions,
      String journal,
      DeviceNumber number,
      long startSector,
      long sectors) {}

  /// The disk whose requests are counted.
  ///
  /// @param writeCache whether the device has a volatile write cache: without one it sees no flush
  /// @param stack from the file system's device down to the disk, one line each
  /// @param layers the same devices, for the correlator; empty in a trace of a single disk or
  ///   partition
  public record Device(
      String name,
      DeviceNumber number,
      int logicalSectorBytes,
      int physicalSectorBytes,
      boolean writeCache,
      boolean fua,
      List<String> stack,
      List<Layer> layers) {}

  /// One device of a stack of several.
  ///
  /// @param whole the device that its bios carry: a partition's disk, else itself
  /// @param disk whether it takes requests, which are counted
  /// @param md whether it is software RAID, which also writes for itself
  /// @param copies on how many of the devices below each sector is kept; 0 in a trace of an older
  ///   version
  public record Layer(
      String name,
      DeviceNumber number,
      DeviceNumber whole,
      boolean disk,
      boolean md,
      int copies,
      boolean writeCache,
      boolean fua) {}

  /// What was meant to be written, for the reader.
  ///
  /// @param file what the driver wrote; empty for a command
  /// @param options option name to value, in order
  /// @param tree whether a command was followed, with all that it started: the trace's thread is
  ///   its first process; false in a trace of an older version
  public record Workload(String file, Map<String, String> options, boolean tree) {}
}
