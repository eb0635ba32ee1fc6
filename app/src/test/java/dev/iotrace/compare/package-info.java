/// Statistics and names; the whole of it is tested from the command line's package, which makes
/// reports of recorded traces.
@NullMarked
package dev.iotrace.compare;

import org.jspecify.annotations.NullMarked;
