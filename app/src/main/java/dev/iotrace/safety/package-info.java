/// The same bytes written through the page cache and past it: how long until the last write
/// returned, until fsync returned, until close returned, and what that took of CPU and memory, that
/// of the kernel's own threads included.
///
/// In: a file that can be written, and the kernel's figures under `/proc` and `/sys`. Out: a
/// [dev.iotrace.safety.SafetyReport], and a class for each of its forms.
@NullMarked
package dev.iotrace.safety;

import org.jspecify.annotations.NullMarked;
