package dev.iotrace.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One interval of `iotrace watch`: the document of its `--json`, a line each.
///
/// @param schema [#SCHEMA]
/// @param endNs when the interval ended, in the kernel's time since boot
/// @param intervalNs how long it was: all amounts are of that time
/// @param total of all processes
/// @param otherBytes to other parts of the same disk
/// @param unattributedBytes to the file system, but no rule tells why
/// @param share the rule by which several processes share what the disk got
/// @param processes the most active first
/// @param files the most active first
public record View(
    String schema,
    Place place,
    long endNs,
    long intervalNs,
    Figures total,
    long otherBytes,
    long unattributedBytes,
    Books books,
    String share,
    List<ProcessRow> processes,
    List<FileRow> files,
    List<String> notes) {
  /// Name and version of the JSON form.
  public static final String SCHEMA = "iotrace-watch/1";

  /// The only rule there is.
  public static final String BY_BYTES = "by bytes";

  /// What is watched.
  ///
  /// @param device the kernel's name of the disk
  public record Place(String path, String fileSystem, String device) {}

  /// What somebody wrote and what the disk got of it.
  ///
  /// @param dataBytes to the disk
  /// @param ratio bytes to the disk for each byte written; null when none was
  public record Figures(
      long writes,
      long bytes,
      long syncs,
      long dataBytes,
      long journalBytes,
      long metadataBytes,
      long flushes,
      @Nullable Double ratio) {
    long deviceBytes() {
      return dataBytes + journalBytes + metadataBytes;
    }
  }

  /// The disk's own counters beside what was traced, all since the beginning.
  ///
  /// @param queuedBytes of the bios whose causes are told
  /// @param issuedBytes of the requests that went to the driver
  /// @param inFlight requests issued and not completed: while there are some, counters lag
  /// @param differenceBytes counted less issued
  /// @param differenceFlushes the same; null where the kernel does not count flushes
  public record Books(
      long counterBytes,
      long issuedBytes,
      long queuedBytes,
      long differenceBytes,
      @Nullable Long counterFlushes,
      long issuedFlushes,
      @Nullable Long differenceFlushes,
      long inFlight) {}

  /// A process.
  ///
  /// @param pid null for the kernel's threads, for those that are not known, and for the rest
  public record ProcessRow(@Nullable Integer pid, String comm, Figures figures) {}

  /// A file.
  ///
  /// @param inode null for what belongs to no file, and for the rest
  /// @param path null where it is not known
  public record FileRow(@Nullable Long inode, @Nullable String path, Figures figures) {}
}
