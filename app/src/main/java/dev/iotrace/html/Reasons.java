package dev.iotrace.html;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.CausePath;
import dev.iotrace.report.Report;
import dev.iotrace.report.Words;

/// Why a file system sends such requests at all, for people who ask for the first time. The sources
/// are those that the glossary names.
final class Reasons {
  private final String type;
  private final String journal;
  private final long blockBytes;
  private final boolean settledBySync;

  Reasons(Report report) {
    type = report.target().fileSystem().type();
    journal = report.target().fileSystem().journal();
    blockBytes = report.target().fileSystem().blockBytes();
    settledBySync = report.settled().how().equals("sync");
  }

  /// One or more sentences.
  String of(Cause cause, CausePath path) {
    return (what(cause, path) + " " + how(path)).strip();
  }

  private String what(Cause cause, CausePath path) {
    return switch (cause) {
      case DATA -> data(path);
      case JOURNAL -> journal(path);
      case METADATA -> metadata();
      case SUPERBLOCK -> superblock(path);
      case FLUSH ->
          "The device is told to put what it holds in its own volatile cache on the medium. Such a"
              + " request carries no bytes.";
      case READ ->
          "Something had to be read before it could be changed. Reads are no part of the"
              + " amplification.";
      case UNKNOWN -> "No rule says why these were sent.";
    };
  }

  private String data(CausePath path) {
    return path == CausePath.DIRECT
        ? "The bytes of the file."
        : "The bytes of the file, in whole blocks of "
            + Words.count(blockBytes, "byte")
            + ": a block is written even where less than it has changed.";
  }

  /// fs/jbd2/commit.c, fs/ext4/fast_commit.c, fs/xfs/xfs_log_cil.c, fs/btrfs/tree-log.c.
  private String journal(CausePath path) {
    return switch (type) {
      case "xfs" ->
          "What has changed of the metadata, as records of the log, before it is changed at its own"
              + " place: after a power cut it can be done again.";
      case "btrfs" ->
          "The log tree: what an fsync must have on the device at once, without a commit of the"
              + " whole file system.";
      case "ext4" ->
          path == CausePath.FSYNC
              ? "A fast commit: a short note of what has changed of one file."
              : "Copies of the changed metadata blocks"
                  + (journal.equals("journal") ? ", and of the data, too," : "")
                  + " go to the journal before the blocks go to their own places: a descriptor, the"
                  + " copies, a commit record. After a power cut the change is there as a whole or"
                  + " not at all.";
      default -> "Changes are written to a journal before they are made at their own places.";
    };
  }

  /// `btrfs_cow_block` in fs/btrfs/ctree.c; Documentation/filesystems/journalling.rst.
  private String metadata() {
    return switch (type) {
      case "btrfs" ->
          "Tree blocks. One in use is never overwritten: a changed leaf is written to a new place,"
              + " and so is each node above it up to the root.";
      case "ext4", "xfs" ->
          "Metadata at its own place: inodes, bitmaps, directories and the like"
              + (journal.equals("none") ? "." : ", after the journal had the change.");
      default -> "Blocks that say where the file is and what it is called.";
    };
  }

  /// `jbd2_journal_update_sb_log_tail` in fs/jbd2/journal.c, `write_all_supers` in
  /// fs/btrfs/disk-io.c, `md_update_sb` in drivers/md/md.c.
  private String superblock(CausePath path) {
    if (path == CausePath.OTHER) {
      return "A superblock.";
    }
    return switch (type) {
      case "ext4" -> "The journal's superblock, which says where the journal begins.";
      case "btrfs" -> "The superblock, which points to the new roots: from here on they count.";
      default -> "A superblock.";
    };
  }

  private String how(CausePath path) {
    return switch (path) {
      case WRITEBACK -> "Sent by the kernel's writeback, by itself and later.";
      case FSYNC, TREE_LOG -> "Sent within a call that syncs, which waits for it.";
      case DIRECT -> "Sent within the call, past the page cache (O_DIRECT).";
      case COMMIT ->
          type.equals("xfs")
              ? "Sent when the list of committed items was pushed to the log."
              : "Sent within a commit of the journal.";
      case CHECKPOINT ->
          type.equals("xfs")
              ? "Sent by the thread xfsaild, which brings home what the log holds."
              : "Sent because the journal needed room.";
      case LOG_FORCE -> "Sent because the log was forced to the device.";
      case TREE_COMMIT -> "Sent within the commit of a generation.";
      case SYNC ->
          "Sent because of sync, syncfs, sync_file_range or an unmount"
              + (settledBySync ? "; iotrace itself calls syncfs after the workload." : ".");
      case OTHER -> "";
    };
  }
}
