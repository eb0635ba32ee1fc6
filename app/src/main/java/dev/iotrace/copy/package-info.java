/// Copies a file by one of many ways, and tells how that ended.
///
/// In: a [dev.iotrace.copy.CopySpec]. Out: a [dev.iotrace.copy.CopyResult], with what the calls
/// took and how far they came. Whatever ends a copy early, the new file holds the first bytes of
/// the source, and no others.
///
/// Start reading at [dev.iotrace.copy.Copier]; a way is a [dev.iotrace.copy.Strategy], and has a
/// class of its own that implements `Mover`.
@NullMarked
package dev.iotrace.copy;

import org.jspecify.annotations.NullMarked;
