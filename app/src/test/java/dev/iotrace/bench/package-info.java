/// Figures against what was worked out by hand or by other means, and calls on real files.
@NullMarked
package dev.iotrace.bench;

import org.jspecify.annotations.NullMarked;
