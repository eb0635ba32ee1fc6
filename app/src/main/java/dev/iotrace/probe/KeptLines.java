package dev.iotrace.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A bpftrace script whose lines are kept in maps of the kernel and printed many at a time.
///
/// A `printf` wakes bpftrace for each line (`wakeup_events` is 1), which costs the CPU of the event
/// 10 to 20 microseconds in bpftrace 0.17; a key in a map costs a third of one. So each line
/// becomes a key: the number of its format, then its arguments. Formats of the same shape share a
/// pair of maps, of which one takes lines while the other is printed and emptied; bpftrace does
/// both one after the other, so 50 ms lie between the change and the printing, for a probe that was
/// in the middle of a line. What would not fit is printed as ever. `@told_a` and `@told_b` count,
/// so that a line that did not arrive is known to be missing.
///
/// The script itself stays as it is: it can be run by hand, and says what it prints.
final class KeptLines {
  /// Of the maps, as all of a bpftrace have the same size ([ProbeCommand]).
  static final int MOST_KEYS = 16_384;

  /// The count of used keys is not exact when several CPUs count at once.
  private static final int FULL = MOST_KEYS * 7 / 8;

  private static final String PRINTF = "printf(";
  private static final String END = ProbeScript.END;

  private final List<KeptFormat> formats = new ArrayList<>();
  private final List<String> shapes = new ArrayList<>();
  private int variablesMade;

  private KeptLines() {}

  /// The same script, with lines kept. Those stay printed that [KeptFormat] does not keep.
  static ProbeScript in(ProbeScript script) {
    KeptLines lines = new KeptLines();
    String kept = lines.replaced(script.text());
    int end = kept.lastIndexOf(END);
    String text =
        kept.substring(0, end)
            + lines.sweeping()
            + END
            + " clear(@half); clear(@used); clear(@resting); clear(@sweeping); "
            + kept.substring(end + END.length());
    return new ProbeScript(script.name(), text, lines.formats);
  }

  private String replaced(String text) {
    StringBuilder kept = new StringBuilder(2 * text.length());
    int done = 0;
    for (int at = text.indexOf(PRINTF); at >= 0; at = text.indexOf(PRINTF, done)) {
      int end = closing(text, at + PRINTF.length());
      String statement = statement(text.substring(at, end));
      kept.append(text, done, at).append(statement);
      done = statement.endsWith("}") ? end + 1 : end; // a block has no semicolon
    }
    return kept.append(text.substring(done)).toString();
  }

  /// What stands in place of a `printf(...)`.
  private String statement(String printf) {
    List<String> arguments = arguments(printf);
    KeptFormat format = KeptFormat.of(arguments.getFirst());
    if (!format.keeps(arguments)) {
      return printf;
    }
    int shape = shape(format.shape());
    StringBuilder variables = new StringBuilder();
    List<String> key = new ArrayList<>(List.of(Integer.toString(number(format))));
    for (String argument : arguments.subList(1, arguments.size())) {
      boolean text = argument.equals(KeptFormat.SHORT_TEXT);
      String variable = text ? argument : "$kept" + ++variablesMade;
      key.add(variable);
      variables.append(text ? "" : "%s = %s; ".formatted(variable, argument));
    }
    String keys = String.join(", ", key);
    return """
    %6$s
            $kept = %1$d + @half;
        @used[$kept]++;
        if (@used[$kept] > %2$d) {
          %3$s;
        } else if ($kept == %1$d) {
          @kept%4$d_a[%5$s] = 1; @told_a = count();
        } else {
          @kept%4$d_b[%5$s] = 1; @told_b = count();
        }\
    """
        .formatted(2 * shape, FULL, again(printf, key), shape, keys, variables);
  }

  /// The same with what is in the variables: a compiler that joins what branches read of a
  /// tracepoint's arguments makes what the kernel's verifier refuses.
  private static String again(String printf, List<String> key) {
    String arguments = String.join(", ", key.subList(1, key.size()));
    return printf.substring(0, printf.lastIndexOf('"') + 1) + ", " + arguments + ")";
  }

  private int number(KeptFormat format) {
    int known = formats.indexOf(format);
    if (known < 0) {
      formats.add(format);
    }
    return known < 0 ? formats.size() - 1 : known;
  }

  private int shape(String shape) {
    int known = shapes.indexOf(shape);
    if (known < 0) {
      shapes.add(shape);
    }
    return known < 0 ? shapes.size() - 1 : known;
  }

  private String sweeping() {
    return """

    interval:ms:50 /@sweeping == 0/ {
      if (@resting == 0) {
        @resting = 1;
        if (@half == 0) {%s @half = 1; } else {%s @half = 0; }
      } else {
        @resting = 0;
        @sweeping = 1;
        if (@half == 1) {%s } else {%s }
        clear(@sweeping);
      }
    }
    """
        .formatted(unused(1), unused(0), swept("a", 0), swept("b", 1));
  }

  private String unused(int half) {
    StringBuilder all = new StringBuilder();
    IntStream.range(0, shapes.size())
        .forEach(shape -> all.append(" @used[%d] = 0;".formatted(2 * shape + half)));
    return all.toString();
  }

  private String swept(String half, int number) {
    StringBuilder all = new StringBuilder();
    IntStream.range(0, shapes.size())
        .forEach(
            shape ->
                all.append(
                    " print(@kept%1$d_%2$s); clear(@kept%1$d_%2$s);".formatted(shape, half)));
    return all + " print(@told_%s); printf(\"swept %%llu %d\\n\", nsecs);".formatted(half, number);
  }

  /// The end of a call, behind its closing bracket.
  private static int closing(String text, int from) {
    int depth = 1;
    int at = from;
    boolean quoted = false;
    while (depth > 0) {
      char next = text.charAt(at++);
      if (next == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        depth += next == '(' ? 1 : next == ')' ? -1 : 0;
      }
    }
    return at;
  }

  /// The format without its quotes, and the arguments.
  private static List<String> arguments(String printf) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int first = PRINTF.length();
    for (int at = first; at < printf.length(); at++) {
      char next = printf.charAt(at);
      if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && depth == 0 && (next == ',' || next == ')')) {
        arguments.add(printf.substring(first, at).strip());
        first = at + 1;
      } else if (!quoted) {
        depth += "([".indexOf(next) >= 0 ? 1 : ")]".indexOf(next) >= 0 ? -1 : 0;
      }
    }
    arguments.set(0, arguments.getFirst().replace("\"", ""));
    return arguments;
  }
}
