package dev.iotrace.event;

/// The kernel saw the driver's thread enter a call: `syscalls:sys_enter_*`, or `vfs_write` by
/// fentry or kprobe.
///
/// @param inode the file, where the probe can read it, else 0
/// @param offset where in the file, where the probe can read it, else -1
/// @param bytes how many bytes were asked for
public record CallEntered(
    long timeNs, int threadId, Syscall call, long inode, long offset, long bytes)
    implements IoEvent.OfWorkload {}
