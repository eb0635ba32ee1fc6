package dev.iotrace.doctor;

import dev.iotrace.probe.Check;
import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A diagnosis for people: a line for each check, what it costs and what mends it below those that
/// are not ok, and the verdict last.
public final class DiagnosisText {
  private static final String INDENT = " ".repeat(12);

  private DiagnosisText() {}

  /// Lines of at most `columns` characters.
  public static List<String> lines(Diagnosis diagnosis, int columns) {
    List<String> lines = new ArrayList<>(Prose.wrap("", title(diagnosis), columns));
    lines.add("");
    for (Check check : diagnosis.checks()) {
      String first =
          String.format(Locale.ROOT, "  %-9s %-17s ", word(check.state()), word(check.name()));
      lines.addAll(Prose.wrap(first, SafeText.of(check.found()), columns));
      addBelow(lines, "costs: ", check.effect(), columns);
      addBelow(lines, "mend:  ", check.mend(), columns);
    }
    lines.add("");
    lines.addAll(Prose.wrap("", verdict(diagnosis), columns));
    return lines;
  }

  private static void addBelow(List<String> lines, String label, String text, int columns) {
    if (!text.isEmpty()) {
      lines.addAll(Prose.wrap(INDENT + label, SafeText.of(text), columns));
    }
  }

  private static String title(Diagnosis diagnosis) {
    Diagnosis.Host host = diagnosis.host();
    String title =
        "iotrace " + diagnosis.version() + " on Linux " + host.kernel() + " " + host.arch();
    return SafeText.of(host.distribution().isEmpty() ? title : title + ", " + host.distribution());
  }

  private static String verdict(Diagnosis diagnosis) {
    Diagnosis.Plan plan = diagnosis.plan();
    if (plan == null || !diagnosis.able()) {
      return "iotrace write cannot work here: mend what is missing.";
    }
    long less = diagnosis.count(Check.State.DEGRADED);
    return "iotrace write works here"
        + (less == 0 ? "" : ", with less")
        + ": "
        + SafeText.of(plan.backend() + " " + plan.backendVersion())
        + ", causes by "
        + plan.causesProbes().getFirst()
        + ", writes by "
        + plan.logicalProbes().getFirst()
        + ".";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("btf", "BTF");
  }
}
