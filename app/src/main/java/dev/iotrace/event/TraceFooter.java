package dev.iotrace.event;

/// How a trace ended.
///
/// @param how `drain`, `sync` or `none`: what the trace waited for
/// @param settled whether everything that the workload caused was seen to reach its place
/// @param settledNs when waiting ended, kernel time
/// @param interrupted whether the user stopped it
/// @param failure what went wrong with the workload, empty when nothing did
public record TraceFooter(
    String how, boolean settled, long settledNs, boolean interrupted, String failure) {}
