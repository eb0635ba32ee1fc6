/// The values that the kernel's words become.
@NullMarked
package dev.iotrace.event;

import org.jspecify.annotations.NullMarked;
