package dev.iotrace.event;

/// A request went to the driver (tracepoint `block:block_rq_issue`): the moment at which its bytes
/// count. The thread is whoever happened to run, never a cause.
///
/// @param bytes the request's length; 0 for a flush
public record RequestIssued(
    long timeNs, int threadId, DeviceNumber device, SectorRange sectors, long bytes, Rwbs rwbs)
    implements IoEvent.OfBlockLayer {}
