package dev.iotrace.correlate;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.TraceHeader;

/// What the correlator must know before the first event.
///
/// @param rules the rules of cause: those of the file system, as far as it was watched
/// @param fileSystem the file system's device number
/// @param stack the devices below it
/// @param startSector where the file system begins on the disk
/// @param blockBytes the file system's block size
/// @param pageBytes the machine's page size
/// @param journal how file data and journal relate
/// @param direct whether the workload bypasses the page cache
/// @param workloadThread the thread that makes the logical writes, or the process of the command
/// @param tree whether that is a command, followed with all that it starts
public record CorrelatorSetting(
    Rules rules,
    DeviceNumber fileSystem,
    Stack stack,
    long startSector,
    int blockBytes,
    int pageBytes,
    Journal journal,
    boolean direct,
    int workloadThread,
    boolean tree) {

  /// Whose rules of cause hold.
  public enum Rules {
    /// ext4, and ext2 and ext3 driven by it.
    EXT4,
    /// XFS.
    XFS,
    /// btrfs.
    BTRFS,
    /// No file system's: only sums are right.
    UNKNOWN;

    /// By the type and by what was watched: `block` sees no causes, and a trace of an older
    /// version, which does not say it, watched ext4.
    static Rules of(String type, String causesProbe) {
      if (causesProbe.equals(TraceHeader.Tool.BLOCK_ONLY)) {
        return UNKNOWN;
      }
      return switch (type) {
        case "ext4", "ext3", "ext2" -> EXT4;
        case "xfs" -> causesProbe.isEmpty() ? UNKNOWN : XFS;
        case "btrfs" -> causesProbe.isEmpty() ? UNKNOWN : BTRFS;
        default -> UNKNOWN;
      };
    }
  }

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
        Rules.of(target.fileSystem().type(), header.tool().causesProbe()),
        target.fileSystem().number(),
        Stack.of(target),
        target.fileSystem().startSector(),
        target.fileSystem().blockBytes(),
        header.host().pageBytes(),
        Journal.of(target.fileSystem().journal()),
        header.workload().options().getOrDefault("open-flags", "").contains("direct"),
        header.threadId(),
        header.workload().tree());
  }
}
