/// Where a path's bytes go: mount, file system, block devices down to the disk, and the disk's own
/// counters.
///
/// In: a path, and the kernel's files under `/proc`, `/sys` and `/dev` (a
/// [dev.iotrace.filesystem.HostTree], so that tests have their own). Out: a
/// [dev.iotrace.filesystem.Target] with all that a trace's header says of it, or a refusal that
/// tells why nothing can be measured there.
@NullMarked
package dev.iotrace.filesystem;

import org.jspecify.annotations.NullMarked;
