package dev.iotrace.event;

/// The driver's call returned.
///
/// @param id that of the [CallIntended]
/// @param result bytes written, 0 for a sync, or a negative errno
public record CallFinished(long timeNs, int threadId, long id, long result)
    implements IoEvent.OfWorkload {}
