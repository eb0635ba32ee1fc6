package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/// Deals out the bytes of bios that have the same causes, one byte to each in turn. It does so at
/// once: a request may carry hundreds of blocks of a commit that has ten thousand causes.
final class Dealing {
  private final List<LogicalWrite> writes;
  private final int others;
  private final Parties parties;
  private final int turns;

  /// What each write gets.
  private long each;

  /// What the write whose turn it is gets more than the one before it.
  private final long[] steps;

  Dealing(Causes causes) {
    writes = new ArrayList<>(causes.writes().size());
    for (LogicalWrite write : causes.writes()) {
      if (write.announced()) {
        writes.add(write);
      }
    }
    others = causes.others();
    parties = causes.parties();
    turns = writes.size() + (parties.known() ? 0 : others);
    steps = new long[writes.size() + 1];
  }

  /// How many threads of others take part.
  int others() {
    return others;
  }

  /// Deals out a run of a bio's bytes; returns what is left for others. The first turn is for the
  /// bio's first byte, so that it does not matter how the bio is cut into runs.
  long deal(long from, long to) {
    if (writes.isEmpty()) {
      return to - from;
    }
    long first = parties.known() ? parties.ownOf(from) : from;
    long end = parties.known() ? parties.ownOf(to) : to;
    long rounds = end / turns - first / turns;
    int more = Math.toIntExact(Math.min(end % turns, writes.size()));
    int less = Math.toIntExact(Math.min(first % turns, writes.size()));
    each += rounds;
    steps[more]--; // and one more to those before it
    steps[less]++; // and one less to those before it
    return to - from - rounds * writes.size() - more + less;
  }

  /// Tells what each write has got.
  void tell(ObjLongConsumer<LogicalWrite> owes) {
    long bytes = each;
    for (int turn = 0; turn < writes.size(); turn++) {
      bytes += steps[turn];
      owes.accept(writes.get(turn), bytes);
    }
  }
}
