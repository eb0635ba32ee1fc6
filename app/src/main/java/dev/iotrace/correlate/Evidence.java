package dev.iotrace.correlate;

import static dev.iotrace.correlate.Level.EXACT;
import static dev.iotrace.correlate.Level.INFERRED;
import static dev.iotrace.correlate.Level.ORDERED;

/// One link in a chain of cause: what is linked, how well it is known, and from which observation.
/// The whole list of rules, in the order of a chain from write to request; a request names those
/// that it rests on.
public enum Evidence {
  WRITE_IN_CALL("write -> bio", EXACT, "bio submitted by the thread within the call"),
  READ_IN_CALL("call -> read", EXACT, "bio submitted by the workload's thread"),
  WRITE_TO_PAGE("write -> file page", EXACT, "inode, offset and length of the call"),
  SUM_TO_FILE(
      "writes -> file page",
      EXACT,
      "ext4_da_write_end by the process since the inode was last clean"),
  PAGE_TO_BIO("file page -> data bio", EXACT, "ext4_writepages of the inode around the bio"),
  PAGE_IN_BIO("file page -> data bio", EXACT, "inode and index of the bio's own pages"),
  PAGE_TO_SECTOR("file page -> sector", EXACT, "ext4_allocate_blocks or FIEMAP"),
  WRITE_TO_TRANSACTION(
      "write -> transaction", EXACT, "jbd2_handle_start and ext4_mark_inode_dirty by the thread"),
  TRANSACTION_TO_JOURNAL(
      "transaction -> journal bio", EXACT, "bio between jbd2_start_commit and jbd2_end_commit"),
  TRANSACTION_TO_SUPERBLOCK(
      "transaction -> journal superblock", ORDERED, "jbd2_write_superblock before its commit"),
  TRANSACTION_TO_BLOCK(
      "transaction -> home block", EXACT, "block_dirty_buffer by the journal thread"),
  WRITE_TO_BLOCK("write -> home block", ORDERED, "block_dirty_buffer by the thread, no journal"),
  BLOCK_TO_BIO("home block -> metadata bio", EXACT, "block number = sector"),
  WRITE_TO_CHECKPOINT(
      "write -> checkpoint",
      ORDERED,
      "xfs_trans_commit_items by the thread before the checkpoint took space in the log, and what"
          + " it unpinned"),
  CHECKPOINT_TO_ICLOG(
      "checkpoint -> journal bio", EXACT, "xlog_iclog_get_space by its push; lsn = sector"),
  WRITE_TO_ITEM(
      "write -> buffer or inode",
      EXACT,
      "xfs_trans_log_buf, xfs_inode_pin, xfs_ilock by the thread"),
  BUFFER_TO_BIO("buffer -> metadata bio", EXACT, "address of the buffer = sector"),
  INODE_TO_BIO("inode -> metadata bio", EXACT, "number of the inode tells its sector"),
  MAPPING_TO_BIO(
      "file page -> data bio", ORDERED, "xfs_map_blocks of the inode by the thread before the bio"),
  MAPPING_TO_SECTOR(
      "file page -> sector", EXACT, "xfs_bmap_post_update, xfs_iext_insert or FIEMAP"),
  FAST_COMMIT("write -> fast commit", ORDERED, "ext4_fc_commit_start by the thread"),
  SYNC_TO_FLUSH("sync -> flush", EXACT, "empty flush bio by the thread within the call"),
  SYNCFS_TO_FLUSH("settling -> flush", ORDERED, "empty flush bio after the traced blocks"),
  OTHER_INODE("other file", EXACT, "ext4_writepages of another inode"),
  OTHER_MAPPING("other file", ORDERED, "xfs_map_blocks of another inode by the thread before it"),
  OTHER_PAGE("other file", EXACT, "inode of the bio's own page"),
  OTHER_THREAD("other process", EXACT, "bio submitted by another thread for itself"),
  OTHER_TRANSACTION("other transaction", EXACT, "no traced write joined the transaction"),
  OTHER_ITEM(
      "other transaction", EXACT, "no traced write is in the checkpoint, or changed the item"),
  BEFORE_TRACE(
      "before the trace",
      ORDERED,
      "no traced transaction dirtied the block, or the bio is older than the probes"),
  EXTENT_TO_BIO(
      "file page -> data bio",
      EXACT,
      "extent_writepage or btrfs_ordered_extent_add of the inode by the thread"),
  EXTENT_TO_SECTOR(
      "file page -> sector", EXACT, "btrfs_ordered_extent_add or FIEMAP, and the chunk tree"),
  OTHER_EXTENT("other file", EXACT, "no ordered extent of a traced file at the sector"),
  WRITE_TO_GENERATION(
      "write -> generation",
      ORDERED,
      "the thread, or the worker that finished its extent, changed a tree of the running"
          + " transaction"),
  GENERATION_TO_COMMIT(
      "generation -> tree block", EXACT, "bio within btrfs_commit_transaction of the generation"),
  GENERATION_TO_BLOCK(
      "generation -> tree block", EXACT, "tree block allocated in it, and the chunk tree"),
  SYNC_TO_LOG("sync -> log tree", ORDERED, "bio within btrfs_sync_log by the thread in its call"),
  LOG_SHARED(
      "sync -> log tree", ORDERED, "log tree written by another thread while the call waited"),
  NO_LINK("none", INFERRED, "no rule matched"),
  BIO_REMAPPED("bio -> bio on the disk", EXACT, "block_bio_remap: device and sector"),
  FLUSH_PASSED_DOWN(
      "flush -> flush on the disk", ORDERED, "empty flush bio while the bio waits for its flush"),
  ARRAY_STATE(
      "write -> array superblock",
      ORDERED,
      "md marks the array dirty before its first write, clean after its last"),
  OTHER_VOLUME("other volume", EXACT, "no bio of the file system was remapped to it"),
  OTHER_PARTITION("other volume", EXACT, "the bio's sectors are outside of the partition"),
  BIO_IN_REQUEST("bio -> request", EXACT, "block_rq_issue covers the sectors of block_bio_queue"),
  FLUSH_OF_BIO("bio -> flush", ORDERED, "one flush state machine a device (block/blk-flush.c)"),
  COMPLETED_BY_ORDER(
      "request -> completion",
      ORDERED,
      "commit ended, call returned, next step taken or nothing in flight: its own event was"
          + " skipped");

  private final String link;
  private final Level level;
  private final String from;

  Evidence(String link, Level level, String from) {
    this.link = link;
    this.level = level;
    this.from = from;
  }

  /// What is linked to what.
  public String link() {
    return link;
  }

  /// How well it is known.
  public Level level() {
    return level;
  }

  /// The observation that it rests on.
  public String from() {
    return from;
  }
}
