package dev.iotrace.safety;

/// Memory that holds what the disk has not.
///
/// @param dirtyBytes to be written some time
/// @param writebackBytes on their way
public record MemoryPressure(long dirtyBytes, long writebackBytes) {}
