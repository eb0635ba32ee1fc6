package dev.iotrace.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tracepoints of this kernel and their fields, as tracefs tells them, against those that a
/// probe uses, as its text tells them. Reads each file once.
final class Tracepoints {
  private static final String FIELD = "field:";
  private static final int MOST_NAMED = 3;

  private final Path events;
  private final Map<String, Set<String>> fields = new HashMap<>();
  private final Map<String, List<String>> absent = new HashMap<>();

  /// @param events tracefs' directory of events
  Tracepoints(Path events) {
    this.events = events;
  }

  /// What the kernel lacks of what this probe uses: `ext4:ext4_writepages`,
  /// `block:block_rq_issue.bytes`. Empty when all is there.
  List<String> absent(ProbeScript probe) {
    return absent.computeIfAbsent(
        probe.name(),
        _ ->
            ProbeNeed.of(probe.text()).stream()
                .flatMap(need -> absent(need).stream())
                .distinct()
                .toList());
  }

  /// What is absent, in words; the first of many.
  static String lacking(List<String> absent) {
    String some = String.join(", ", absent.subList(0, Math.min(MOST_NAMED, absent.size())));
    int more = absent.size() - MOST_NAMED;
    return "this kernel lacks " + Printable.of(some) + (more > 0 ? " and " + more + " more" : "");
  }

  /// The events that this probe uses, without those that are used in place of others.
  static List<String> used(ProbeScript probe) {
    return ProbeNeed.of(probe.text()).stream()
        .map(need -> need.events().getFirst())
        .distinct()
        .toList();
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

  private List<String> absent(ProbeNeed need) {
    for (String event : need.events()) {
      Set<String> has = fields.computeIfAbsent(event, it -> fieldsIn(format(it)));
      if (!has.isEmpty()) {
        return need.fields().stream()
            .filter(field -> !has.contains(field))
            .map(field -> event + "." + field)
            .toList();
      }
    }
    return List.of(need.events().getFirst());
  }

  /// The names in `field:char rwbs[8];` and `field:__data_loc char[] cmd;`; each event has some.
  private static Set<String> fieldsIn(String format) {
    Set<String> names = new HashSet<>();
    for (String line : format.split("\n", -1)) {
      int begin = line.indexOf(FIELD);
      int end = line.indexOf(';');
      if (begin >= 0 && end > begin) {
        names.add(declared(line.substring(begin + FIELD.length(), end)));
      }
    }
    return names;
  }

  private static String declared(String declaration) {
    int end = declaration.endsWith("]") ? declaration.lastIndexOf('[') : declaration.length();
    int begin = end;
    while (begin > 0 && Character.isJavaIdentifierPart(declaration.charAt(begin - 1))) {
      begin--;
    }
    return declaration.substring(begin, end);
  }
}
