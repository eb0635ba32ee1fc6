package dev.iotrace.event;

/// A thread changed a metadata buffer in its transaction (`xfs:xfs_trans_log_buf`), or made one
/// that is written without being logged (`xfs:xfs_buf_item_ordered`): from now on it must go home.
///
/// @param sectors where it stands on the file system's device (`daddr`)
public record BufferLogged(long timeNs, int threadId, SectorRange sectors)
    implements IoEvent.OfXfs {}
