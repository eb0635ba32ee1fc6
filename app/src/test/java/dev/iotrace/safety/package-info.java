/// Tests of what is said about safety.
@NullMarked
package dev.iotrace.safety;

import org.jspecify.annotations.NullMarked;
