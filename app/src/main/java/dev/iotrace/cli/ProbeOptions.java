package dev.iotrace.cli;

import dev.iotrace.probe.Backend;
import dev.iotrace.probe.LogicalProbe;
import dev.iotrace.probe.ProbePlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What watches the kernel.
final class ProbeOptions {
  @Option(
      names = "--backend",
      paramLabel = "auto|bpftrace|bcc",
      description = "What watches the kernel. Default: auto, bpftrace before bcc.")
  String backend = "auto";

  @Option(
      names = "--logical-probe",
      paramLabel = "fentry|kprobe|syscalls",
      description = "How to see the calls in the kernel. Default: the best that works here.")
  @Nullable String logicalProbe;

  /// What the user chose among the ways to watch the kernel.
  ProbePlan.Wanted wanted() {
    return new ProbePlan.Wanted(
        Words.of(Backend.Choice.class, "--backend", backend),
        Optional.ofNullable(logicalProbe)
            .map(word -> Words.of(LogicalProbe.class, "--logical-probe", word)));
  }
}
