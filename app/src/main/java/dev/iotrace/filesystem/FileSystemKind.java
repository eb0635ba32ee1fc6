package dev.iotrace.filesystem;

/// What a file system type means for us.
enum FileSystemKind {
  /// ext4, and ext2 or ext3 where the same driver serves them.
  EXT4,
  /// XFS.
  XFS,
  /// Has devices of its own choosing behind an anonymous device number.
  BTRFS,
  /// Has a block device, but we cannot tell causes: block totals only.
  TOTALS_ONLY,
  /// The same, with an anonymous device number: the device is found by the mount's source.
  TOTALS_ONLY_ANONYMOUS,
  /// Lies over another file system that its bytes go to.
  OVERLAY,
  /// Keeps files in memory.
  MEMORY,
  /// Shows the kernel's state as files.
  KERNEL_STATE,
  /// Hands files to another machine or a user process.
  REMOTE,
  /// We know nothing of it; whether it has a device decides.
  OTHER;

  static FileSystemKind of(String type) {
    return switch (type) {
      case "ext4", "ext3", "ext2" -> EXT4;
      case "xfs" -> XFS;
      case "btrfs" -> BTRFS;
      case "f2fs", "jfs", "nilfs2", "vfat", "exfat", "ntfs3", "udf" -> TOTALS_ONLY;
      case "bcachefs" -> TOTALS_ONLY_ANONYMOUS;
      case "overlay" -> OVERLAY;
      case "tmpfs", "ramfs", "devtmpfs", "hugetlbfs" -> MEMORY;
      case "proc",
          "sysfs",
          "cgroup",
          "cgroup2",
          "debugfs",
          "tracefs",
          "securityfs",
          "bpf",
          "devpts",
          "mqueue",
          "pstore",
          "configfs",
          "efivarfs",
          "binfmt_misc",
          "fusectl" ->
          KERNEL_STATE;
      case "nfs", "nfs4", "cifs", "smb3", "9p", "virtiofs", "ceph", "afs", "fuse" -> REMOTE;
      default -> type.startsWith("fuse.") ? REMOTE : OTHER;
    };
  }
}
