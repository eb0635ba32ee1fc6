package dev.iotrace.event;

/// The journal's superblock is about to be written by this thread (tracepoint
/// `jbd2:jbd2_write_superblock`); the thread's next bio carries it.
public record JournalSuperblockWritten(long timeNs, int threadId) implements IoEvent.OfFileSystem {}
