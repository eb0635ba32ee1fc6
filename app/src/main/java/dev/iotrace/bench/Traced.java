package dev.iotrace.bench;

import dev.iotrace.report.Books.Verdict;
import dev.iotrace.report.Report.CauseSum;
import java.util.List;

/// What a few writes of a cell's kind caused, from a traced run of their own: no probe was attached
/// while the cell's other figures were taken.
///
/// @param writes calls
/// @param bytes that they wrote
/// @param syncs calls that made them safe
/// @param deviceBytes that they caused, until all of it was home
/// @param flushes likewise
/// @param verdict whether these sums are all: `closed` when they are the device's own
/// @param byCause the sums by cause and path
public record Traced(
    long writes,
    long bytes,
    long syncs,
    long deviceBytes,
    long flushes,
    Verdict verdict,
    List<CauseSum> byCause) {}
