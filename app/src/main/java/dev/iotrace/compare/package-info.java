/// One workload in several places and ways, repeated, side by side.
///
/// Input: the [dev.iotrace.report.Report] of each run, or why there is none. Output: a
/// [dev.iotrace.compare.Comparison], the contract "iotrace-compare/1", and from it tables for
/// people, JSON and CSV, one class each.
///
/// Start reading at [dev.iotrace.compare.Comparison]; [dev.iotrace.compare.ComparisonBuilder] makes
/// it.
@NullMarked
package dev.iotrace.compare;

import org.jspecify.annotations.NullMarked;
