package dev.iotrace.event;

/// Where a chunk of btrfs's own addresses stands on a disk, as its chunk tree told before the
/// workload began; a chunk that is kept twice has two.
///
/// @param device the whole device that its bios carry
/// @param deviceByte first byte on that device
public record ChunkMapped(
    long timeNs, DeviceNumber device, long deviceByte, long logicalByte, long bytes)
    implements IoEvent.OfBtrfs {}
