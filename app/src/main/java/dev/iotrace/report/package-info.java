/// One report of a run, and its renderers.
///
/// Input: what the [dev.iotrace.correlate.Correlator] hands to its sink, with the trace's header,
/// footer and a few of its events. Output: a [Report], the contract "iotrace-report/1", and from it
/// text for people, JSON and CSV, one class each. A live run and a replayed trace take the same
/// way.
///
/// Start reading at [Report]; [ReportBuilder] makes it. The JSON Schema beside these classes,
/// `iotrace-report-1.schema.json`, says what each property means.
@NullMarked
package dev.iotrace.report;

import org.jspecify.annotations.NullMarked;
