package dev.iotrace.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One process of a command, its threads added up.
///
/// @param comm what it was called last; empty when nobody could tell
/// @param deviceBytes its share of the bytes written; the sum over all is the settled device bytes
/// @param amplificationRatio device bytes for each logical byte, null where those are not known or
///   none
public record ProcessEntry(
    int processId,
    String comm,
    long writes,
    long bytes,
    long syncs,
    long deviceBytes,
    @Nullable Double amplificationRatio,
    List<CauseBytes> byCause) {}
