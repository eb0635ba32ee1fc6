package dev.iotrace.event;

/// A followed thread changes or syncs a file of another subvolume of a btrfs than the target's:
/// `btrfs:btrfs_set_extent_bit` on its bytes, or `btrfs:btrfs_sync_file`. The call that it is in
/// tells the inode's number only, which another file of the target's subvolume may have.
///
/// @param inode with the subvolume in its upper 16 bits
public record FileOfSubvolume(long timeNs, int threadId, long inode) implements IoEvent.OfWorkload {
  private static final long NUMBER = 0xffff_ffff_ffffL;

  /// The inode's number within its subvolume, as a call tells it.
  public long number() {
    return inode & NUMBER;
  }
}
