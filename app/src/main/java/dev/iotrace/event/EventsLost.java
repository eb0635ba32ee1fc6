package dev.iotrace.event;

/// The probe lost events, or printed what could not be understood.
///
/// @param source which probe, and what kind of loss
public record EventsLost(long timeNs, String source, long count) implements IoEvent.OfTrace {}
