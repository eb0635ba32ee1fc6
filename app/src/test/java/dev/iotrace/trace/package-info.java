/// Trace files of every kind of event, and broken ones.
@NullMarked
package dev.iotrace.trace;

import org.jspecify.annotations.NullMarked;
