/// The layout of ext4, and of ext2 and ext3, which are the same with fewer features; and of a
/// journal on a device of its own.
///
/// The sources are fs/ext4/ext4.h and ext4_extents.h, include/linux/jbd2.h, and
/// Documentation/filesystems/ext4. Checksums are seen, but not verified: what is explained may be
/// damaged.
@NullMarked
package dev.iotrace.layout.ext4;

import org.jspecify.annotations.NullMarked;
