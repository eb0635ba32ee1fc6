package dev.iotrace.event;

/// The backend printed lines of a type that this version does not know. They are no events, as far
/// as it can tell.
public record LinesSkipped(long timeNs, long count) implements IoEvent.OfTrace {}
