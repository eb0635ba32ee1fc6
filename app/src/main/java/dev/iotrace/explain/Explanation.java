package dev.iotrace.explain;

import dev.iotrace.layout.Structure;

/// What stands at a sector.
///
/// @param sector of 512 bytes, as requests of the device show it
/// @param block of the file system
public record Explanation(long sector, long block, Structure structure) {}
