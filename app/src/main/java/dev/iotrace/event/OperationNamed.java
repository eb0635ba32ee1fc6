package dev.iotrace.event;

/// What a followed thread changes outside of calls that write or sync, it changes in this system
/// call from now on: [Syscall#OTHER] for one that has no name here, [Syscall#MMAP] for none at all,
/// as when a store into a mapping faults. Told before the first such change, and when it is another
/// call.
public record OperationNamed(long timeNs, int threadId, Syscall call)
    implements IoEvent.OfWorkload {}
