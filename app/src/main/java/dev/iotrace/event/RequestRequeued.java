package dev.iotrace.event;

/// The driver gave a request back (tracepoint `block:block_rq_requeue`); it will be issued again.
public record RequestRequeued(long timeNs, DeviceNumber device, SectorRange sectors, Rwbs rwbs)
    implements IoEvent.OfBlockLayer {}
