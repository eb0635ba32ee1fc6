/// A file system of our own to experiment on: a sparse file, a loop device, mkfs, a mount.
///
/// In: a [dev.iotrace.scratch.ScratchSpec] as the user wrote it, and the run that owns whatever is
/// made. Out: a quiet, empty file system that is gone again when the [dev.iotrace.scratch.Scratch]
/// is closed, or a refusal that leaves nothing behind.
@NullMarked
package dev.iotrace.scratch;

import org.jspecify.annotations.NullMarked;
