package dev.iotrace.cli;

import dev.iotrace.compare.Setting;
import dev.iotrace.workload.WorkloadSpec;

/// One of the combinations that are compared, and what to do for it.
record Variant(Setting setting, WorkloadSpec workload, Place.Finding finding) {}
