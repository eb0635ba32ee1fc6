package dev.iotrace.event;

/// A metadata buffer was freed: it need not go home any more (`xfs:xfs_trans_binval`).
///
/// @param count how many sectors, 0 in a trace of an older version
public record BufferInvalidated(long timeNs, int threadId, long sector, int count)
    implements IoEvent.OfXfs {

  /// First sector behind it.
  public long end() {
    return sector + count;
  }
}
