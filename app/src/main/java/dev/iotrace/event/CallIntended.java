package dev.iotrace.event;

/// The driver is about to make a call: what it means to do.
///
/// @param id 1, 2, 3… over all calls of the run, writes and syncs
/// @param offset first byte in the file; 0 for a sync of the whole file
/// @param bytes how many bytes are to be written or synced; 0 for all
public record CallIntended(
    long timeNs, int threadId, long id, Syscall call, long inode, long offset, long bytes)
    implements IoEvent.OfWorkload {

  /// The same on another file.
  public CallIntended onInode(long other) {
    return new CallIntended(timeNs, threadId, id, call, other, offset, bytes);
  }
}
