@NullMarked
package dev.iotrace.live;

import org.jspecify.annotations.NullMarked;
