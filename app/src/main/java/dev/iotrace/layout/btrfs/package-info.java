/// What stands at a block of a device of btrfs: through the chunk tree from physical to logical
/// addresses, through the extent tree to what is allocated there and by whom.
///
/// The structures are those of include/uapi/linux/btrfs_tree.h.
@NullMarked
package dev.iotrace.layout.btrfs;

import org.jspecify.annotations.NullMarked;
