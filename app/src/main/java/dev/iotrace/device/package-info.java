/// Tells what a block device is and can, for people and for programs.
///
/// In: a device node, or a path on a file system. Out: text or JSON.
@NullMarked
package dev.iotrace.device;

import org.jspecify.annotations.NullMarked;
