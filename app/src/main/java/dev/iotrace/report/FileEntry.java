package dev.iotrace.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One file or directory that a command changed.
///
/// @param inode 0 for what belongs to none: bitmaps, the list of free blocks
/// @param path what it was called when the command had ended, else before; empty when it was not
///   found below the target
/// @param deviceBytes its share of the bytes written; the sum over all is the settled device bytes
/// @param amplificationRatio device bytes for each logical byte, null where those are not known or
///   none
public record FileEntry(
    long inode,
    String path,
    long writes,
    long bytes,
    long syncs,
    long deviceBytes,
    @Nullable Double amplificationRatio,
    List<CauseBytes> byCause) {}
