package dev.iotrace.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The tracepoints of this kernel and their fields, as tracefs tells them, against those that a
/// probe uses, as its text tells them.
///
/// @param events tracefs' directory of events
record Tracepoints(Path events) {
  /// How a clause begins, in bpftrace and in bcc.
  private static final Pattern CLAUSE =
      Pattern.compile("^(?:tracepoint:(\\w+):(\\w+)|TRACEPOINT_PROBE\\((\\w+), *(\\w+)\\))");

  /// One of no tracepoint: `kfunc:`, `interval:`, `KFUNC_PROBE(`.
  private static final Pattern OTHER_CLAUSE = Pattern.compile("^(?:[a-z]+:\\w|[A-Z_]+\\()");

  private static final Pattern USE = Pattern.compile("\\bargs(?:->|\\.)(\\w+)");

  /// `field:char rwbs[8];`, `field:__data_loc char[] cmd;`
  private static final Pattern FIELD = Pattern.compile("field:[^;]*?(\\w+)(?:\\[[^\\]]*\\])?;");

  private static final int MOST_NAMED = 3;

  /// What a probe needs: one of these events, each `category:name`, with all of these fields.
  private record Need(List<String> events, Set<String> fields) {}

  /// What the kernel lacks of what this probe uses: `ext4:ext4_writepages`,
  /// `block:block_rq_issue.bytes`. Empty when all is there.
  List<String> absent(ProbeScript probe) {
    return needs(probe.text()).stream()
        .map(this::absent)
        .filter(lacking -> !lacking.isEmpty())
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /// What is absent, in words; the first of many.
  static String lacking(List<String> absent) {
    String some = String.join(", ", absent.subList(0, Math.min(MOST_NAMED, absent.size())));
    int more = absent.size() - MOST_NAMED;
    return "this kernel lacks " + Printable.of(some) + (more > 0 ? " and " + more + " more" : "");
  }

  /// The events that this probe uses, without those that are used in place of others.
  static List<String> used(ProbeScript probe) {
    return needs(probe.text()).stream().map(need -> need.events.getFirst()).distinct().toList();
  }

  /// The text of an event's format file; empty when there is none.
  String format(String event) {
    try {
      return Files.readString(events.resolve(event.replace(':', '/')).resolve("format"));
    } catch (IOException none) {
      return "";
    }
  }

  /// Whether the kernel has any event of that category. Those of a module appear when it is loaded.
  boolean hasCategory(String category) {
    return Files.isDirectory(events.resolve(category));
  }

  private List<String> absent(Need need) {
    for (String event : need.events) {
      String format = format(event);
      if (!format.isEmpty()) {
        Set<String> has =
            FIELD.matcher(format).results().map(it -> it.group(1)).collect(Collectors.toSet());
        return need.fields.stream()
            .filter(field -> !has.contains(field))
            .map(field -> event + "." + field)
            .toList();
      }
    }
    return List.of(need.events.getFirst());
  }

  /// A clause lasts until the next one begins. In C one after `#else` is there in place of the one
  /// before it.
  private static List<Need> needs(String text) {
    List<Need> needs = new ArrayList<>();
    Need current = new Need(List.of(), new LinkedHashSet<>());
    boolean inPlace = false;
    for (String line : text.lines().toList()) {
      Matcher clause = CLAUSE.matcher(line);
      if (clause.find() && inPlace) {
        current.events.add(event(clause));
      } else if (clause.hasMatch()) {
        current = new Need(new ArrayList<>(List.of(event(clause))), new LinkedHashSet<>());
        needs.add(current);
      } else if (OTHER_CLAUSE.matcher(line).find()) {
        current = new Need(List.of(), new LinkedHashSet<>());
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
