package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.Words;
import dev.iotrace.report.WriteEntry;
import java.util.List;
import java.util.Objects;

/// What the device was sent from the beginning of one write until that of the next, or until the
/// last call had returned: the write, and the sync that follows it.
///
/// @param name what tables call it
record Step(String name, List<RequestEntry> requests) implements Costs {
  /// @param index of the write, from 0 on
  static Step of(Reading run, int index, String name) {
    List<WriteEntry> writes = run.report().writes();
    Long returnedNs = run.report().atReturn().afterNs();
    long fromNs = writes.get(index).startNs();
    long untilNs =
        index + 1 < writes.size()
            ? writes.get(index + 1).startNs()
            : Objects.requireNonNullElse(returnedNs, Long.MAX_VALUE);
    return new Step(name, run.requests(it -> it.issuedNs() >= fromNs && it.issuedNs() <= untilNs));
  }

  @Override
  public long total() {
    return requests.stream().mapToLong(RequestEntry::bytes).sum();
  }

  @Override
  public long bytes(Cause cause) {
    return requests.stream().filter(it -> it.cause() == cause).mapToLong(RequestEntry::bytes).sum();
  }

  @Override
  public long flushes() {
    return requests.stream().filter(it -> it.cause() == Cause.FLUSH).count();
  }

  /// In words: `4,096 bytes and 2 flushes`.
  String say() {
    return Words.count(total(), "byte") + " and " + Words.count(flushes(), "flush");
  }
}
