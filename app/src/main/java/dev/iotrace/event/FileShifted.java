package dev.iotrace.event;

/// What stands in a file from a byte on is about to move within the file, once its dirty pages are
/// written: `ext4:ext4_collapse_range`, `ext4:ext4_insert_range`. Where it stands on the device it
/// stays.
///
/// @param from the first byte that is cut out, or before which room is made
/// @param by how many bytes further everything behind stands then: negative when so many are cut
///   out
public record FileShifted(long timeNs, int threadId, long inode, long from, long by)
    implements IoEvent.OfFileSystem {}
