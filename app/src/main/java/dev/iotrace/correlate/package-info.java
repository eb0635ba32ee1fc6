/// Events in, causes out: which physical requests each logical write caused, and how we know.
///
/// Input: [dev.iotrace.event.IoEvent]s in kernel-time order. Output: [TracedRequest]s and
/// [TracedWrite]s to a [CauseSink], each as soon as nothing can change it any more. Pure: no I/O,
/// no clock, no process, no JSON, no thread. What it remembers follows what is in flight, not the
/// trace's length.
///
/// Start reading at [Correlator]; the rules are those of DESIGN 4, and [Evidence] lists them.
@NullMarked
package dev.iotrace.correlate;

import org.jspecify.annotations.NullMarked;
