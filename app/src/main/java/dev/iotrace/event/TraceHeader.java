package dev.iotrace.event;

import java.util.List;
import java.util.Map;

/// What is true for the whole of a trace, known before the first event.
///
/// @param schema [#SCHEMA]
/// @param threadId the thread that runs the workload
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
  public record Tool(String version, String backend, String backendVersion, String logicalProbe) {}

  /// Where it ran.
  public record Host(String kernel, String arch, int cpus, int pageBytes) {}

  /// What was written to.
  public record Target(String path, FileSystem fileSystem, Device device) {}

  /// The file system of the target.
  ///
  /// @param number the number that the file system's own tracepoints carry
  /// @param startSector first sector of that device on the disk below: a partition's offset
  /// @param journal `ordered`, `writeback`, `journal`, `none` for ext4; empty where it means
  ///   nothing
  public record FileSystem(
      String type,
      String uuid,
      int blockBytes,
      List<String> mountOptions,
      String journal,
      DeviceNumber number,
      long startSector) {}

  /// The disk whose requests are counted.
  ///
  /// @param writeCache whether the device has a volatile write cache: without one it sees no flush
  /// @param stack from the file system's device down to the disk, one line each
  public record Device(
      String name,
      DeviceNumber number,
      int logicalSectorBytes,
      int physicalSectorBytes,
      boolean writeCache,
      boolean fua,
      List<String> stack) {}

  /// What was meant to be written, for the reader: option name to value, in order.
  public record Workload(String file, Map<String, String> options) {}
}
