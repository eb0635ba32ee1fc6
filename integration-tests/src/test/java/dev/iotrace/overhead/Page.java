package dev.iotrace.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// docs/overhead.md: a table for each load, with when and where it was measured.
final class Page {
  private static final Path FILE = Path.of(System.getProperty("iotrace.root"), "docs/overhead.md");

  private static final String HEAD =
      """
      # What looking on costs

      What `sudo ./check overhead` said. Each load runs on a fresh ext4, with nobody looking on and with each tool, in
      rounds whose order is shuffled. Timed is the load alone, by its own clock: neither the start of a tool nor its
      end. *seconds* is the median; *times as long* is by the mean of two turns of the same round in which nobody looked
      on, the median over the rounds with the quartiles; *events lost* is what the tools themselves say, the sum over
      all rounds, empty for one that makes the load wait instead.

      Each event that is printed costs the CPU that it happens on: a load that makes few requests a second is slowed
      least. biosnoop as Debian has it needs kprobes; its lines by tracepoints are what it prints where it has those
      instead. strace and blktrace see less: calls without requests, or requests without calls. How noisy the machine
      was is to be seen in the row of nobody: its quartiles are of the same load, beside itself.
      Quartiles are interpolated between rounds.
      Machines differ in what a system call and a wakeup cost: one slowed strace 9 times, the next 26 times, on the first load.
      """;

  private Page() {}

  /// Sets the table of one load, and leaves those of the others.
  static void replace(Load load, String host, List<String> table) throws IOException {
    List<String> old = Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
    List<String> page = new ArrayList<>(HEAD.lines().toList());
    for (Load each : Load.values()) {
      List<String> section = each == load ? section(load, host, table) : section(each, old);
      page.addAll(section);
    }
    Files.write(FILE, page);
  }

  private static String title(Load load) {
    return "## " + load.title();
  }

  private static List<String> section(Load load, String host, List<String> table) {
    List<String> section = new ArrayList<>(List.of("", title(load), ""));
    section.addAll(host.lines().toList());
    section.add("");
    section.addAll(table);
    return section;
  }

  /// That of a page, with the empty line before it; nothing when it has none.
  private static List<String> section(Load load, List<String> page) {
    int begin = page.indexOf(title(load));
    if (begin < 0) {
      return List.of();
    }
    int end = begin + 1;
    while (end < page.size() && !isTitle(page.get(end))) {
      end++;
    }
    List<String> section = new ArrayList<>(List.of(""));
    section.addAll(page.subList(begin, end));
    while (section.getLast().isEmpty()) {
      section.removeLast();
    }
    return section;
  }

  private static boolean isTitle(String line) {
    return Arrays.stream(Load.values()).anyMatch(load -> title(load).equals(line));
  }
}
