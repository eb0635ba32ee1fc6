package dev.iotrace.report;

import dev.iotrace.event.Syscall;
import org.jspecify.annotations.Nullable;

/// One system call that only syncs.
///
/// @param file its name, empty when nobody knows it or the call is for no single file
/// @param inode 0 for such a call
/// @param result 0 or a negative errno, null when it did not return within the trace, like the
///   latency
public record SyncEntry(
    int threadId,
    String comm,
    Syscall syscall,
    String file,
    long inode,
    @Nullable Long result,
    long startNs,
    @Nullable Long latencyNs) {}
