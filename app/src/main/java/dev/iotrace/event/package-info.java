/// What the kernel, the driver and the machine reported, as values.
///
/// Input: nothing. Output: the sealed [dev.iotrace.event.IoEvent] and the header and footer of a
/// trace. Every other package speaks these types; this one depends on `java.base` alone.
///
/// Times are nanoseconds of the clock the probe used (the kernel's), sectors are 512 bytes, device
/// numbers are the kernel's encoding.
@NullMarked
package dev.iotrace.event;

import org.jspecify.annotations.NullMarked;
