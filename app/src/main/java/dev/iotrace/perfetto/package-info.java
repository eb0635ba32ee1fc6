/// A run as a trace of Perfetto (<https://perfetto.dev>): to be looked at in its viewer, and asked
/// by SQL in its trace processor, alone or beside a system trace of the same time.
///
/// Input: a [dev.iotrace.report.Report], and beside it [CallsAndCommits], for a report has the
/// times of writes and requests only. Output: TrackEvent packets in the protobuf form, by classes
/// that are generated from `perfetto_trace.proto`.
///
/// Start reading at [PerfettoTrace].
@NullMarked
package dev.iotrace.perfetto;

import org.jspecify.annotations.NullMarked;
