/// The command line: one class per command, and the wiring of the parts.
///
/// In: arguments. Out: the result on stdout, progress on stderr, the exit code. Imported by nobody.
@NullMarked
package dev.iotrace.cli;

import org.jspecify.annotations.NullMarked;
