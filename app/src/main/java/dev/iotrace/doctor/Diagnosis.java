package dev.iotrace.doctor;

import dev.iotrace.probe.Check;
import dev.iotrace.probe.LogicalProbe;
import dev.iotrace.probe.ProbePlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this host allows.
///
/// @param version of iotrace
/// @param checks every prerequisite that could be looked at
/// @param plan what `iotrace write` would do on ext4; null when it cannot work
public record Diagnosis(
    String schema, String version, Host host, List<Check> checks, @Nullable Plan plan) {
  /// Of this document, when it is JSON.
  public static final String SCHEMA = "iotrace-doctor/1";

  /// The machine.
  ///
  /// @param distribution its full name; empty when unknown
  public record Host(String kernel, String arch, String distribution) {}

  /// What would be run.
  ///
  /// @param causesProbes the probes of what is below the calls, in the order in which they are
  ///   tried
  /// @param logicalProbes the ways to see logical writes, in the order in which they are tried
  /// @param notes what a run would say about it
  public record Plan(
      String backend,
      String backendVersion,
      List<String> causesProbes,
      List<String> logicalProbes,
      List<String> notes) {
    static Plan of(ProbePlan plan) {
      return new Plan(
          plan.backend().word(),
          plan.version(),
          plan.variants(),
          plan.logical().stream().map(LogicalProbe::word).toList(),
          plan.notes());
    }
  }

  /// @param plan empty when there is none
  public static Diagnosis of(
      String version, Host host, List<Check> checks, Optional<ProbePlan> plan) {
    return new Diagnosis(SCHEMA, version, host, checks, plan.map(Plan::of).orElse(null));
  }

  /// Whether `iotrace write` can work.
  public boolean able() {
    return plan != null && count(Check.State.MISSING) == 0;
  }

  long count(Check.State state) {
    return checks.stream().filter(check -> check.state() == state).count();
  }
}
