package dev.iotrace.event;

/// Blocks of the file system were given to a file (tracepoint `ext4:ext4_allocate_blocks`): from
/// now on these sectors are that part of the file.
///
/// @param fileBlock first block within the file
/// @param block first block on the file system's device
/// @param count how many file system blocks
public record BlocksAllocated(
    long timeNs, int threadId, long inode, long fileBlock, long block, int count)
    implements IoEvent.OfFileSystem {}
