package dev.iotrace.event;

/// An iclog is on the device, and the checkpoints whose commit records it holds are committed
/// (`xfs:xlog_iclog_callbacks_done`).
///
/// @param lsn as in [IclogClosed]
public record IclogDone(long timeNs, int threadId, long lsn) implements IoEvent.OfXfs {}
