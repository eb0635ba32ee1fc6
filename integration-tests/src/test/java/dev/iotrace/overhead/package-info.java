/// What looking on costs: loads beside iotrace and beside the tools that people use instead, and
/// iotrace under load for long.
@NullMarked
package dev.iotrace.overhead;

import org.jspecify.annotations.NullMarked;
