package dev.iotrace.correlate;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What caused something: traced writes, and threads of other processes.
final class Causes {
  private final Set<LogicalWrite> writes = new LinkedHashSet<>(4);
  private final Set<Integer> others = new HashSet<>(2);
  private final Parties parties = new Parties();

  /// Those that these are together; empty for such as are kept here.
  private final List<Causes> together;

  /// Whether all writes here had been announced when that was last asked: it stays so.
  private boolean announced = true;

  Causes() {
    this(List.of());
  }

  private Causes(List<Causes> together) {
    this.together = together;
  }

  /// These traced writes, and nobody else.
  static Causes of(Collection<LogicalWrite> writes) {
    Causes causes = new Causes();
    writes.forEach(causes::add);
    return causes;
  }

  /// The causes of several things. They are not copied: hundreds of blocks go home for a
  /// transaction with ten thousand writes, each by a bio of its own.
  static Causes together(List<Causes> all) {
    return all.size() == 1 ? all.getFirst() : new Causes(List.copyOf(all));
  }

  /// Those that these are together: only itself for most. Equal where the causes are the same.
  List<Causes> members() {
    return together.isEmpty() ? List.of(this) : together;
  }

  /// All of them as a set of their own, where they are several's.
  static Causes joined(List<Causes> members) {
    if (members.size() == 1) {
      return members.getFirst();
    }
    Causes all = new Causes();
    members.forEach(all::addAll);
    return all;
  }

  /// Adds a traced write; false when it was among the causes already.
  boolean add(LogicalWrite write) {
    announced &= write.announced();
    return writes.add(write);
  }

  /// Adds a thread that is not traced.
  void addOther(int threadId) {
    others.add(threadId);
  }

  /// Adds all causes of something else.
  void addAll(Causes more) {
    announced &= more.announced;
    writes.addAll(more.writes);
    others.addAll(more.others);
    parties.addAll(more.parties);
    more.together.forEach(this::addAll);
  }

  /// Adds the other threads and the parties to the causes of something else.
  void shareOthers(Causes with) {
    with.others.addAll(others);
    with.parties.addAll(parties);
  }

  /// Who they are, where a command is followed.
  Parties parties() {
    return parties;
  }

  Set<LogicalWrite> writes() {
    return Collections.unmodifiableSet(joined(members()).writes);
  }

  int others() {
    return others.size();
  }

  /// Whether every traced write among the causes has been announced by the driver.
  boolean announced() {
    announced = announced || writes.stream().allMatch(LogicalWrite::announced);
    return announced && together.stream().allMatch(Causes::announced);
  }
}
