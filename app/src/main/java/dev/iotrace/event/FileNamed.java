package dev.iotrace.event;

/// What a file was called when the observation was over, or before it began. Whatever somebody
/// chose to call it: never trust it.
public record FileNamed(long timeNs, long inode, String path) implements IoEvent.OfTrace {}
