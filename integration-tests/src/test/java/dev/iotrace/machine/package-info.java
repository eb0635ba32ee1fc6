/// Stock kernels in machines of our own (QEMU): what the host's kernel cannot say, these can.
///
/// The machines are made by `integration-tests/machines/build.sh` and kept from run to run; what
/// runs inside is `integration-tests/machines/run.sh`.
@NullMarked
package dev.iotrace.machine;

import org.jspecify.annotations.NullMarked;
