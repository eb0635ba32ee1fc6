package dev.iotrace.report;

/// How long something took many times, in nanoseconds. A percentile is the shortest of the measured
/// durations that so many of a hundred did not exceed: none is made up between two. Of very many it
/// is that one rounded down by less than a thousandth.
public record Durations(long minNs, long p50Ns, long p90Ns, long p99Ns, long maxNs) {}
