package dev.iotrace.compare;

import dev.iotrace.correlate.Cause;

/// Bytes written to the device for one cause, by any path.
public record CauseBytes(Cause cause, long deviceBytes) {}
