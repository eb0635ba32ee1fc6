package dev.iotrace.correlate;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.TraceHeader;

/// What the correlator must know before the first event.
///
/// @param understood whether there are rules for the file system, and it was watched; else only
///   sums are right
/// @param fileSystem the file system's device number
/// @param stack the devices below it
/// @param startSector where the file system begins on the disk
/// @param blockBytes the file system's block size
/// @param pageBytes the machine's page size
/// @param journal how file data and journal relate
/// @param direct whether the workload bypasses the page cache
/// @param workloadThread the thread that makes the logical writes
public record CorrelatorSetting(
    boolean understood,
    DeviceNumber fileSystem,
    Stack stack,
    long startSector,
    int blockBytes,
    int pageBytes,
    Journal journal,
    boolean direct,
    int workloadThread) {

  /// ext4's `data=` mode, or no journal at all.
  public enum Journal {
    ORDERED,
    WRITEBACK,
    JOURNAL,
    NONE;

    /// From the header's word; an unknown one means no journal.
    public static Journal of(String word) {
      for (Journal each : values()) {
        if (each.name().equalsIgnoreCase(word)) {
          return each;
        }
      }
      return NONE;
    }
  }

  /// From a trace's header.
  public static CorrelatorSetting of(TraceHeader header) {
    TraceHeader.Target target = header.target();
    return new CorrelatorSetting(
        target.fileSystem().type().matches("ext[234]")
            && !header.tool().causesProbe().equals(TraceHeader.Tool.BLOCK_ONLY),
        target.fileSystem().number(),
        Stack.of(target),
        target.fileSystem().startSector(),
        target.fileSystem().blockBytes(),
        header.host().pageBytes(),
        Journal.of(target.fileSystem().journal()),
        header.workload().options().getOrDefault("open-flags", "").contains("direct"),
        header.threadId());
  }
}
