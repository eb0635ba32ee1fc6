package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;

/// What the kernel says of one path when asked directly.
///
/// @param mountId of the mount it was reached through: the `id` of a [Mount]
/// @param device its `st_dev`
/// @param blockBytes the file system's block size, `f_bsize` of statfs(2)
public record Place(long mountId, DeviceNumber device, int blockBytes) {}
