/// Tests of what labs say.
@NullMarked
package dev.iotrace.lab;

import org.jspecify.annotations.NullMarked;
