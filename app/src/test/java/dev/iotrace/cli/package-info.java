/// The command line, run in this process; traces in, reports out.
@NullMarked
package dev.iotrace.cli;

import org.jspecify.annotations.NullMarked;
