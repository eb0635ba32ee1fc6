/// What stands at each block of real file systems, against e2fsprogs.
@NullMarked
package dev.iotrace.layout;

import org.jspecify.annotations.NullMarked;
