package dev.iotrace.probe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a probe needs, by its text: one of these events, each `category:name`, with all of these
/// fields.
record ProbeNeed(List<String> events, Set<String> fields) {
  /// How a clause begins, in bpftrace and in bcc.
  private static final Pattern CLAUSE =
      Pattern.compile("^(?:tracepoint:(\\w+):(\\w+)|TRACEPOINT_PROBE\\((\\w+), *(\\w+)\\))");

  /// One of no tracepoint: `kfunc:`, `interval:`, `KFUNC_PROBE(`.
  private static final Pattern OTHER_CLAUSE = Pattern.compile("^(?:[a-z]+:\\w|[A-Z_]+\\()");

  private static final Pattern USE = Pattern.compile("\\bargs(?:->|\\.)(\\w+)");

  /// All needs of a probe. A clause lasts until the next one begins. In C one after `#else` is
  /// there in place of the one before it.
  static List<ProbeNeed> of(String text) {
    List<ProbeNeed> needs = new ArrayList<>();
    ProbeNeed current = new ProbeNeed(List.of(), new LinkedHashSet<>());
    boolean inPlace = false;
    for (String line : text.lines().toList()) {
      Matcher clause = CLAUSE.matcher(line);
      if (clause.find() && inPlace) {
        current.events.add(event(clause));
      } else if (clause.hasMatch()) {
        current = new ProbeNeed(new ArrayList<>(List.of(event(clause))), new LinkedHashSet<>());
        needs.add(current);
      } else if (OTHER_CLAUSE.matcher(line).find()) {
        current = new ProbeNeed(List.of(), new LinkedHashSet<>());
      }
      inPlace = line.startsWith("#else");
      USE.matcher(line).results().map(use -> use.group(1)).forEach(current.fields::add);
    }
    return needs;
  }

  private static String event(MatchResult clause) {
    return clause.group(1) == null
        ? clause.group(3) + ":" + clause.group(4)
        : clause.group(1) + ":" + clause.group(2);
  }
}
