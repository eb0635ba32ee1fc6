/// Copies on file systems of the tests' own: every strategy on each of them, full disks, and the
/// command as users start it. cmp(1), filefrag(8) and bpftrace(8) tell whether it is so.
@NullMarked
package dev.iotrace.copy;

import org.jspecify.annotations.NullMarked;
