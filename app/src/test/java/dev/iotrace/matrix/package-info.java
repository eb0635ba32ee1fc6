@NullMarked
package dev.iotrace.matrix;

import org.jspecify.annotations.NullMarked;
