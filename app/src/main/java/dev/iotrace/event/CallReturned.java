package dev.iotrace.event;

/// The kernel saw the call return.
///
/// @param result what the call returned: bytes, 0, or a negative errno
public record CallReturned(long timeNs, int threadId, Syscall call, long result)
    implements IoEvent.OfWorkload {}
