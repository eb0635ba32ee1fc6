package dev.iotrace.perfetto;

import dev.iotrace.event.Syscall;
import org.jspecify.annotations.Nullable;

/// A call that only syncs.
///
/// @param inode the file, 0 when that is not known or it is no single file
/// @param startNs kernel time
/// @param endNs null when it did not return within the trace
/// @param result 0, or a negative errno
record SyncCall(
    Syscall call, int threadId, long inode, long startNs, @Nullable Long endNs, long result) {

  SyncCall returned(long timeNs, long with) {
    return new SyncCall(call, threadId, inode, startNs, timeNs, with);
  }
}
