package dev.iotrace.event;

/// btrfs decided where a part of a file goes (`btrfs:btrfs_ordered_extent_add`).
///
/// @param fileByte offset within the file
/// @param logicalByte where it will stand, in the file system's own addresses
/// @param bytes of the file
/// @param diskBytes what it takes on the disk: less when it is compressed
public record OrderedExtentAdded(
    long timeNs,
    int threadId,
    long inode,
    long fileByte,
    long logicalByte,
    long bytes,
    long diskBytes)
    implements IoEvent.OfBtrfs {}
