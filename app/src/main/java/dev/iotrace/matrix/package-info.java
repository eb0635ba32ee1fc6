/// The sync matrix: block sizes by flag sets, what each costs its writer and what the device did
/// for it.
///
/// In: a [dev.iotrace.matrix.MatrixPlan] and a target. Out: cells, each the median of its rounds.
@NullMarked
package dev.iotrace.matrix;

import org.jspecify.annotations.NullMarked;
