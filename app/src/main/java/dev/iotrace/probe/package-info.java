/// Watches the kernel: finds bpftrace or bcc, plans which probes this host can run, starts them,
/// and turns what they print into events.
///
/// In: a [dev.iotrace.probe.ProbePlan] and three numbers. Out: [dev.iotrace.event.IoEvent]s in
/// kernel-time order to one consumer, every loss counted as an event of its own. No name that
/// anybody can choose enters a script, and no process outlives its [dev.iotrace.probe.Probe].
///
/// Start reading at [dev.iotrace.probe.Probe]; the lines of the scripts are known to `EventDecoder`
/// alone.
@NullMarked
package dev.iotrace.probe;

import org.jspecify.annotations.NullMarked;
