package dev.iotrace.event;

/// A request, or a part of it, was completed (tracepoint `block:block_rq_complete`).
///
/// A flush completes at sector 2^64-1, here -1. A write with FUA on a device without FUA completes
/// twice, the second time with 0 sectors.
///
/// @param error 0, or a negative errno
public record RequestCompleted(
    long timeNs, DeviceNumber device, SectorRange sectors, int error, Rwbs rwbs)
    implements IoEvent.OfBlockLayer {}
