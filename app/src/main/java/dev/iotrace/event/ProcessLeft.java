package dev.iotrace.event;

/// A followed process that still ran when the trace ended, and goes on.
public record ProcessLeft(long timeNs, int processId) implements IoEvent.OfTrace {}
