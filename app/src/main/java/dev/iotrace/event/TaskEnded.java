package dev.iotrace.event;

/// A followed task is gone, and its number free: `sched:sched_process_free`.
public record TaskEnded(long timeNs, int threadId) implements IoEvent.OfWorkload {}
