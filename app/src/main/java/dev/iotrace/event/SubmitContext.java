package dev.iotrace.event;

/// What a thread was in the middle of when it submitted a bio, as the probe remembered it in the
/// kernel. Zero means "not in any".
///
/// @param inode the file whose dirty pages the thread is writing back (between
///   `ext4:ext4_writepages` and `ext4_writepages_result`)
/// @param sinceNs when that writing back began
/// @param transaction the transaction that the thread is committing (between
///   `jbd2:jbd2_start_commit` and `jbd2_end_commit`)
/// @param fastCommit whether the thread is in an ext4 fast commit (`ext4_fc_commit_start`)
public record SubmitContext(long inode, long sinceNs, long transaction, boolean fastCommit) {
  /// In the middle of nothing that the probe knows of.
  public static final SubmitContext NONE = new SubmitContext(0, 0, 0, false);
}
