package dev.iotrace.event;

/// The journal thread began to commit a transaction (tracepoint `jbd2:jbd2_start_commit`).
public record CommitStarted(long timeNs, int threadId, long transaction)
    implements IoEvent.OfFileSystem {}
