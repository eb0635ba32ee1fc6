package dev.iotrace.cli;

import dev.iotrace.compare.Setting;
import dev.iotrace.registry.Run;
import dev.iotrace.workload.WorkloadSpec;

/// One of the combinations that are compared, and what to do for it.
record Variant(Setting setting, WorkloadSpec workload, Finding finding) {
  /// How its place is found or made.
  @FunctionalInterface
  interface Finding {
    Place find(Run run);
  }
}
