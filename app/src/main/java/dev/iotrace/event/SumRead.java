package dev.iotrace.event;

/// What has been written to an inode by buffered calls when it went, or when the probes ended.
///
/// @param counter as in [SumBegun]
public record SumRead(long timeNs, long inode, long counter) implements IoEvent.OfSums {}
