package dev.iotrace.safety;

/// What a kernel thread is for, by its name: the names of kthreads and workqueues in the kernel's
/// source. One that serves a single device says so in its name; most do not.
public enum Duty {
  /// Brings dirty pages to the device: `flush-7:1` (`wb_workfn`, fs/fs-writeback.c), `writeback`.
  WRITEBACK,
  /// A file system's own: `jbd2/loop1-8`, `ext4-rsv-conversion`, `xfsaild/loop1`, `xfs-cil/loop1`,
  /// `dio/loop1` (ends direct I/O), `btrfs-transaction`, `btrfs-endio-write`.
  FILE_SYSTEM,
  /// Does the block layer's work or a driver's: `kblockd`, `kcryptd`, `nvme-wq`.
  BLOCK_LAYER,
  /// `loop1`, which stands for a disk: a real one would do this by itself.
  LOOP,
  /// Frees memory: `kswapd0`, `kcompactd0`.
  RECLAIM,
  /// Whatever interrupts left to do, of all devices: `ksoftirqd/0`.
  SOFTIRQ,
  /// A worker that had one name before and another after: nobody knows who got how much.
  CHANGED,
  /// Anything else; it may have had to do with the writes, and mostly has not.
  OTHER;

  /// That of a thread of this name, a worker's being what follows its number.
  static Duty of(String work) {
    if (work.startsWith("flush-") || work.equals("writeback")) {
      return WRITEBACK;
    }
    if (starts(work, "jbd2/", "ext4", "xfs", "btrfs-", "f2fs_", "dio/")) {
      return FILE_SYSTEM;
    }
    if (work.matches("loop\\d+")) {
      return LOOP;
    }
    if (starts(work, "kblockd", "kcryptd", "kdmflush", "nvme", "scsi", "md", "mmc", "dm-")) {
      return BLOCK_LAYER;
    }
    if (starts(work, "kswapd", "kcompactd")) {
      return RECLAIM;
    }
    return work.startsWith("ksoftirqd/") ? SOFTIRQ : OTHER;
  }

  private static boolean starts(String work, String... beginnings) {
    for (String each : beginnings) {
      if (work.startsWith(each)) {
        return true;
      }
    }
    return false;
  }
}
