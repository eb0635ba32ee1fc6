/// `iotrace write` as users start it, on the real kernel: a process of its own, its report read as
/// JSON, held against what `/sys/block`, debugfs, dumpe2fs and filefrag tell.
@NullMarked
package dev.iotrace.write;

import org.jspecify.annotations.NullMarked;
