/// The house rules, tested: that the build really refuses what it is said to refuse.
@NullMarked
package dev.iotrace.house;

import org.jspecify.annotations.NullMarked;
