package dev.iotrace.correlate;

import static dev.iotrace.correlate.CausePath.CHECKPOINT;
import static dev.iotrace.correlate.CausePath.COMMIT;
import static dev.iotrace.correlate.CausePath.DIRECT;
import static dev.iotrace.correlate.CausePath.FSYNC;
import static dev.iotrace.correlate.CausePath.LOG_FORCE;
import static dev.iotrace.correlate.CausePath.OTHER;
import static dev.iotrace.correlate.CausePath.SYNC;
import static dev.iotrace.correlate.CausePath.TREE_COMMIT;
import static dev.iotrace.correlate.CausePath.TREE_LOG;
import static dev.iotrace.correlate.CausePath.WRITEBACK;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells from a kernel stack through which part of the kernel a bio came about.
///
/// The functions are those of Linux 5.10 to 7.2; the first frame, from the innermost on, that tells
/// decides.
final class StackPaths {
  private static final int REMEMBERED_STACKS = 1024;

  private static final Map<String, CausePath> FRAMES =
      Map.ofEntries(
          Map.entry("jbd2_log_do_checkpoint", CHECKPOINT), // fs/jbd2/checkpoint.c
          Map.entry("jbd2_cleanup_journal_tail", CHECKPOINT),
          Map.entry("jbd2_journal_commit_transaction", COMMIT), // fs/jbd2/commit.c
          Map.entry("xfs_file_fsync", FSYNC), // fs/xfs/xfs_file.c
          Map.entry("xfsaild", CHECKPOINT), // fs/xfs/xfs_trans_ail.c
          Map.entry("xlog_cil_push_work", COMMIT), // fs/xfs/xfs_log_cil.c
          Map.entry("xfs_log_worker", LOG_FORCE), // fs/xfs/xfs_log.c
          Map.entry("xfs_log_force", LOG_FORCE),
          Map.entry("__iomap_dio_rw", DIRECT), // fs/iomap/direct-io.c
          Map.entry("iomap_dio_rw", DIRECT),
          Map.entry("__blkdev_direct_IO", DIRECT), // block/fops.c
          Map.entry("__blkdev_direct_IO_simple", DIRECT),
          Map.entry("blkdev_direct_IO", DIRECT),
          Map.entry("ext4_sync_file", FSYNC), // fs/ext4/fsync.c
          Map.entry("ext4_fc_commit", FSYNC), // fs/ext4/fast_commit.c
          Map.entry("btrfs_sync_log", TREE_LOG), // fs/btrfs/tree-log.c
          Map.entry("btrfs_write_and_wait_transaction", TREE_COMMIT), // fs/btrfs/transaction.c
          Map.entry("btrfs_commit_transaction", TREE_COMMIT),
          Map.entry("btrfs_sync_file", FSYNC), // fs/btrfs/file.c
          Map.entry("btrfs_direct_write", DIRECT), // fs/btrfs/direct-io.c
          Map.entry("do_fsync", FSYNC), // fs/sync.c
          Map.entry("vfs_fsync_range", FSYNC),
          Map.entry("sync_file_range", SYNC),
          Map.entry("ksys_sync_file_range", SYNC),
          Map.entry("sync_filesystem", SYNC),
          Map.entry("ksys_sync", SYNC),
          Map.entry("sync_bdevs", SYNC), // block/bdev.c
          Map.entry("sync_inodes_sb", SYNC), // fs/fs-writeback.c
          Map.entry("wb_writeback", WRITEBACK),
          Map.entry("wb_workfn", WRITEBACK),
          Map.entry("wb_do_writeback", WRITEBACK));

  private static final Set<String> ENDS_SYNC = Set.of("ext4_sync_file", "xfs_file_fsync");

  private final Map<List<String>, CausePath> known = new HashMap<>();

  /// The path that a stack tells, [CausePath#OTHER] for none; innermost frame first.
  CausePath of(List<String> stack) {
    CausePath path = known.get(stack);
    if (path == null) {
      path = classify(stack);
      if (known.size() < REMEMBERED_STACKS) {
        known.put(stack, path);
      }
    }
    return path;
  }

  /// Whether a flush is what a sync of a file does last: `ext4_sync_file` and `xfs_file_fsync` wait
  /// for data and log first. XFS with a log of its own device flushes the data's before that, too;
  /// such a file system is not followed.
  static boolean endsSync(List<String> stack) {
    for (int i = 0; i + 1 < stack.size(); i++) {
      if (function(stack.get(i)).equals("blkdev_issue_flush")) {
        return ENDS_SYNC.contains(function(stack.get(i + 1)));
      }
    }
    return false;
  }

  private static CausePath classify(List<String> stack) {
    for (String frame : stack) {
      CausePath path = path(function(frame));
      if (path != null) {
        return path;
      }
    }
    return OTHER;
  }

  private static String function(String frame) {
    int offset = frame.indexOf('+');
    return offset < 0 ? frame : frame.substring(0, offset);
  }

  /// A system call's frame carries the architecture: `__x64_sys_syncfs`.
  private static @Nullable CausePath path(String function) {
    return function.endsWith("_sys_syncfs") ? SYNC : FRAMES.get(function);
  }
}
