/// What stands at a block of a file system, read from the device or image itself, never written.
///
/// In: an image or a block device, and block numbers. Out: a [Structure] for each. Everything read
/// is somebody else's: it may be damaged or made to hurt, so that every count, depth and distance
/// is bounded by what is really there.
@NullMarked
package dev.iotrace.layout;

import org.jspecify.annotations.NullMarked;
