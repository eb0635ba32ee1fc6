package dev.iotrace.correlate;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/// What caused something: traced writes, and threads of other processes.
final class Causes {
  private final Set<LogicalWrite> writes = new LinkedHashSet<>(4);
  private final Set<Integer> others = new HashSet<>(2);
  private final Parties parties = new Parties();

  /// These traced writes, and nobody else.
  static Causes of(Collection<LogicalWrite> writes) {
    Causes causes = new Causes();
    causes.writes.addAll(writes);
    return causes;
  }

  /// Adds a traced write; false when it was among the causes already.
  boolean add(LogicalWrite write) {
    return writes.add(write);
  }

  /// Adds a thread that is not traced.
  void addOther(int threadId) {
    others.add(threadId);
  }

  /// Adds all causes of something else.
  void addAll(Causes more) {
    writes.addAll(more.writes);
    others.addAll(more.others);
    parties.addAll(more.parties);
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
    return Collections.unmodifiableSet(writes);
  }

  int others() {
    return others.size();
  }

  /// Whether every traced write among the causes has been announced by the driver.
  boolean announced() {
    for (LogicalWrite each : writes) {
      if (!each.announced()) {
        return false;
      }
    }
    return true;
  }
}
