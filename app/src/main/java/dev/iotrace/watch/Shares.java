package dev.iotrace.watch;

import java.util.Map;
import java.util.TreeMap;

/// Who is to be charged for what goes to the disk later: how much each process has put in since the
/// disk last took of it, or, when nobody has since, before that.
final class Shares {
  private Map<Integer, Long> weights = new TreeMap<>();
  private Map<Integer, Long> fresh = new TreeMap<>();
  private boolean spent;

  /// A process has put in so much.
  void add(int pid, long weight) {
    if (weight == 0) {
      return;
    }
    if (spent) {
      weights = new TreeMap<>();
      spent = false;
    }
    weights.merge(pid, weight, Long::sum);
    fresh.merge(pid, weight, Long::sum);
  }

  /// Parts of an amount, in proportion. When nobody has put something in, all of it is
  /// [Writer#UNKNOWN]'s.
  Map<Integer, Long> split(long amount) {
    return split(amount, weights, Writer.UNKNOWN);
  }

  /// An interval is over.
  ///
  /// @param taken whether the disk took of it: what was put in before this interval is done with
  void end(boolean taken) {
    if (taken && fresh.isEmpty()) {
      spent = true;
    } else if (taken) {
      weights = fresh;
    }
    fresh = new TreeMap<>();
  }

  /// An interval is over, of which only that was put in which the disk has taken, if it took any.
  void endOfTaken(boolean taken) {
    spent = spent || taken;
    fresh = new TreeMap<>();
  }

  /// Parts of an amount, in proportion to these weights, in whole numbers whose sum is the amount.
  ///
  /// @param nobody who gets it where there is no weight
  static <K extends Comparable<K>> Map<K, Long> split(long amount, Map<K, Long> weights, K nobody) {
    Map<K, Long> parts = new TreeMap<>();
    double total = weights.values().stream().mapToLong(it -> it).sum();
    if (amount > 0 && total <= 0) {
      parts.put(nobody, amount);
    } else if (amount > 0) {
      long passed = 0;
      long given = 0;
      for (Map.Entry<K, Long> each : new TreeMap<>(weights).entrySet()) {
        passed += each.getValue();
        long upTo = Math.round(amount * (passed / total));
        if (upTo > given) {
          parts.put(each.getKey(), upTo - given);
          given = upTo;
        }
      }
    }
    return parts;
  }
}
