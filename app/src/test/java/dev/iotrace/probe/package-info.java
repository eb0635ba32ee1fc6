/// Probing without a kernel: what bpftrace might print, and every way in which it might fail.
@NullMarked
package dev.iotrace.probe;

import org.jspecify.annotations.NullMarked;
