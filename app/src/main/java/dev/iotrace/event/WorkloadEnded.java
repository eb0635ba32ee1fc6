package dev.iotrace.event;

/// The driver has made its last call: the moment that the report calls "at return".
public record WorkloadEnded(long timeNs) implements IoEvent.OfWorkload {}
