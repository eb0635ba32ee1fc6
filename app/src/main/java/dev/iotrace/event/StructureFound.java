package dev.iotrace.event;

import java.util.Optional;

/// What stands at some sectors was read from the file system's own structures, after they were
/// written.
///
/// @param timeNs when it was read
/// @param device the disk
/// @param sectors those of one block, or of several that differ in nothing but where in the inode's
///   data they are
/// @param kind what it is, a word of `iotrace explain`
/// @param detail what there is to say beyond the other properties; perhaps empty
/// @param inode the inode that it belongs to
/// @param path one of that inode's paths, from the file system's root
/// @param fileOffset where in the inode's data it begins, in bytes
/// @param group the block group that it describes, or is a backup in
/// @param transaction the jbd2 transaction that wrote it; in a journal, the next to come round
///   overwrites it
/// @param homeSector the first sector of what it is a copy of, on the same disk
public record StructureFound(
    long timeNs,
    DeviceNumber device,
    SectorRange sectors,
    String kind,
    String detail,
    Optional<Long> inode,
    Optional<String> path,
    Optional<Long> fileOffset,
    Optional<Long> group,
    Optional<Long> transaction,
    Optional<Long> homeSector)
    implements IoEvent.OfTrace {}
