package dev.iotrace.safety;

import dev.iotrace.syscall.CpuTime;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.SysResource;

/// What calls took, one after the other on one thread.
///
/// @param ns by the clock
/// @param cpu of the thread
record Step(long ns, CpuTime cpu) {
  /// Something that the kernel is asked to do.
  @FunctionalInterface
  interface Call {
    void make() throws ErrnoException;
  }

  /// Makes the call.
  static Step of(Call call) throws ErrnoException {
    CpuTime before = SysResource.ofThread();
    long startNs = System.nanoTime();
    call.make();
    long ns = System.nanoTime() - startNs;
    return new Step(ns, SysResource.ofThread().since(before));
  }
}
