package dev.iotrace.doctor;

import dev.iotrace.probe.CaseHistory;
import dev.iotrace.probe.Check;
import java.util.List;
import java.util.Map;

/// What a bug report needs, without names or data of the user's.
///
/// @param java that runs this
/// @param backend what it says of itself and of this kernel
/// @param starts how each probe of the plan started
/// @param formats the tracepoints that probes use, as this kernel describes them
public record Bundle(
    String schema,
    String java,
    Diagnosis diagnosis,
    String backend,
    List<CaseHistory.Start> starts,
    Map<String, String> formats) {
  /// Of this document.
  public static final String SCHEMA = "iotrace-bundle/1";

  /// @param privateNames what must not be in it, beside paths
  public static Bundle of(Diagnosis diagnosis, CaseHistory history, List<String> privateNames) {
    Redaction redaction = new Redaction(privateNames);
    return new Bundle(
        SCHEMA,
        System.getProperty("java.runtime.version"),
        redacted(diagnosis, redaction),
        redaction.of(history.backend()),
        history.starts().stream().map(start -> redacted(start, redaction)).toList(),
        history.formats());
  }

  private static Diagnosis redacted(Diagnosis diagnosis, Redaction redaction) {
    return new Diagnosis(
        diagnosis.schema(),
        diagnosis.version(),
        diagnosis.host(),
        diagnosis.checks().stream().map(check -> redacted(check, redaction)).toList(),
        diagnosis.plan());
  }

  private static Check redacted(Check check, Redaction redaction) {
    return new Check(
        check.name(),
        check.state(),
        redaction.of(check.found()),
        check.effect(),
        redaction.of(check.mend()));
  }

  private static CaseHistory.Start redacted(CaseHistory.Start start, Redaction redaction) {
    return new CaseHistory.Start(
        start.probe(), start.millis(), redaction.of(start.failure()), redaction.of(start.stderr()));
  }
}
