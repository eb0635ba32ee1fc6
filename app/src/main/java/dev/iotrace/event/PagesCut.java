package dev.iotrace.event;

/// A part of a folio of a file was cut off: `ext4:ext4_invalidate_folio`. Pages that lie in it as a
/// whole will not be written back. XFS tells it of all behind a new end at once
/// (`xfs:xfs_itruncate_extents_start`).
///
/// @param index page of the file where the folio begins
/// @param offset first byte of the folio that is cut off
public record PagesCut(long timeNs, int threadId, long inode, long index, long offset, long bytes)
    implements IoEvent.OfFileSystem {}
