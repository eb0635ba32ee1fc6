/// Statistics; the whole of it is tested from the command line's package.
@NullMarked
package dev.iotrace.diff;

import org.jspecify.annotations.NullMarked;
