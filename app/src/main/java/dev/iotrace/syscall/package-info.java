/// The C library, called through `java.lang.foreign`; no other package imports that.
///
/// A class is named after the header that declares its functions, a method after the function, and
/// its doc begins with the C prototype. In: Java values, [FileDescriptor]s and [NativeBuffer]s.
/// Out: what the function returned, or an [ErrnoException]. A call that a signal interrupted is
/// made again; a short count is handed on, for how much one call wrote is what iotrace measures.
///
/// Linux on x86_64 and aarch64, glibc 2.31 or later.
@NullMarked
package dev.iotrace.syscall;

import org.jspecify.annotations.NullMarked;
