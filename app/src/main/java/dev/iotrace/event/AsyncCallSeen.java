package dev.iotrace.event;

/// A followed process has begun to use io_uring or libaio, told once: what it writes by them is no
/// call of its own, so nobody knows how many bytes it meant.
public record AsyncCallSeen(long timeNs, int threadId) implements IoEvent.OfWorkload {}
