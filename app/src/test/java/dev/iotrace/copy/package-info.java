/// Copies between files of a temporary directory; other file systems and full disks are for the
/// integration tests.
@NullMarked
package dev.iotrace.copy;

import org.jspecify.annotations.NullMarked;
