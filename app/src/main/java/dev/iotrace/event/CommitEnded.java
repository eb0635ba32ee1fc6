package dev.iotrace.event;

/// A transaction is committed (tracepoint `jbd2:jbd2_end_commit`): its commit record is on the
/// device and flushed.
public record CommitEnded(long timeNs, int threadId, long transaction)
    implements IoEvent.OfFileSystem {}
