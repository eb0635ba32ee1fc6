/// Trace files: what was observed, one event a line, to be read again anywhere by anybody.
///
/// In: a header, events, a footer. Out: a file of JSON Lines (`.gz` by name), and the same values
/// again. The format is `iotrace-trace/1`: the first line is the header and has `schema`; then one
/// object an event, whose first key `event` tells its kind; the last line has `footer`. Keys are
/// the records' own names in snake case. A kind that the reader does not know is skipped and
/// counted.
@NullMarked
package dev.iotrace.trace;

import org.jspecify.annotations.NullMarked;
