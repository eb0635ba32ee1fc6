/// What a run has started, attached, mounted and made, kept under the run directory so that nothing
/// outlives it.
///
/// In: a [dev.iotrace.registry.Resource] just before it comes to be. Out: its removal, in reverse
/// order, by the run itself when it ends, or by the next command when the run was killed. A run is
/// known by its process id and start time.
@NullMarked
package dev.iotrace.registry;

import org.jspecify.annotations.NullMarked;
