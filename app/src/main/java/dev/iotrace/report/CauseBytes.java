package dev.iotrace.report;

import dev.iotrace.correlate.Cause;

/// Bytes written to the device for one cause.
public record CauseBytes(Cause cause, long deviceBytes) {}
