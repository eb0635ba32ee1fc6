package dev.iotrace.event;

/// A metadata block was freed (tracepoint `ext4:ext4_forget`): whatever changed it, it need not go
/// home any more.
///
/// @param block number of the block on the file system's device, in file system blocks
public record BlockForgotten(long timeNs, int threadId, long block)
    implements IoEvent.OfFileSystem {}
