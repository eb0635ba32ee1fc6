package dev.iotrace.safety;

/// One point of the series of a run.
///
/// @param timeNs since the file was open
/// @param writtenBytes whose writes had returned
/// @param dirtyBytes of memory, see [SafetyReport.Plan#memoryScope()]
/// @param writebackBytes of memory, likewise
/// @param deviceBytes that had been written to the device since the run began, by whomever
/// @param deviceMbPerS 10^6 bytes a second, since the sample before
public record Sample(
    long timeNs,
    long writtenBytes,
    long dirtyBytes,
    long writebackBytes,
    long deviceBytes,
    double deviceMbPerS) {}
