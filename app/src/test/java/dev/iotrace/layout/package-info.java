@NullMarked
package dev.iotrace.layout;

import org.jspecify.annotations.NullMarked;
