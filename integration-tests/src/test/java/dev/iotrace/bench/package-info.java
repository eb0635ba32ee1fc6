/// The benchmarks that the program has, on the real kernel, and how they stand beside others.
@NullMarked
package dev.iotrace.bench;

import org.jspecify.annotations.NullMarked;
