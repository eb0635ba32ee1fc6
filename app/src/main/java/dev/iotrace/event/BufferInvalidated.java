package dev.iotrace.event;

/// A metadata buffer was freed: it need not go home any more (`xfs:xfs_trans_binval`).
public record BufferInvalidated(long timeNs, int threadId, long sector) implements IoEvent.OfXfs {}
