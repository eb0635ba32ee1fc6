/// The layout of XFS, of version 5 and the older 4, with its log inside.
///
/// The sources are fs/xfs/libxfs/xfs_format.h, xfs_da_format.h and xfs_log_format.h, and "XFS
/// Algorithms & Data Structures" (xfs-documentation). Numbers on the disk are big-endian. Blocks
/// are counted here from the file system's beginning; the file system's own numbers of blocks have
/// the allocation group in their upper bits. Checksums are seen, but not verified: what is
/// explained may be damaged.
@NullMarked
package dev.iotrace.layout.xfs;

import org.jspecify.annotations.NullMarked;
