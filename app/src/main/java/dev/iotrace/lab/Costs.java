package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;

/// What the device was sent for something.
interface Costs {
  /// What tables call it.
  String name();

  /// Bytes written for that cause.
  long bytes(Cause cause);

  /// Bytes written in all.
  long total();

  long flushes();
}
