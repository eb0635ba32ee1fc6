/// The rules of cause, one at a time, and what holds for any sequence of events.
@NullMarked
package dev.iotrace.correlate;

import org.jspecify.annotations.NullMarked;
