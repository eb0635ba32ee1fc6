/// Sets two runs, or two groups of runs, side by side.
///
/// In: saved reports. Out: what changed, by figure, cause and file, as text and as JSON.
@NullMarked
package dev.iotrace.diff;

import org.jspecify.annotations.NullMarked;
