package dev.iotrace.event;

/// There were so many calls that write to the page cache that from now on they are added up in the
/// kernel, and told no longer one by one ([SumBegun]). Told once or, by two threads at the same
/// moment, twice.
public record SummingBegun(long timeNs, int threadId) implements IoEvent.OfTrace {}
