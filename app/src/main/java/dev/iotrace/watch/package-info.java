/// What goes on at a file system, interval by interval.
///
/// In: what a probe has added up in the kernel ([dev.iotrace.event.SumsRead]) and the device's own
/// counters. Out: a [dev.iotrace.watch.View] for each interval, as text, as JSON, and added up for
/// OpenMetrics.
///
/// Start reading at [dev.iotrace.watch.Watch], which decides what is whose.
@NullMarked
package dev.iotrace.watch;

import org.jspecify.annotations.NullMarked;
