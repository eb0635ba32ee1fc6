@NullMarked
package dev.iotrace.watch;

import org.jspecify.annotations.NullMarked;
