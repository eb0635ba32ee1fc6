package dev.iotrace.probe;

import java.io.IOException;

/// Starts a process and notes it where the next command finds it, should this one be killed:
/// bpftrace lives on when its parent dies.
@FunctionalInterface
public interface ProcessStarter {
  /// Starts it, noted.
  Process start(ProcessBuilder builder) throws IOException;
}
