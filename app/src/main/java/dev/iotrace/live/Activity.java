package dev.iotrace.live;

import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Owner;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// How much of what happened when, since the first write. Memory is constant: time is kept in
/// steps, and when there would be too many, two become one.
///
/// Any thread may use it.
public final class Activity implements CauseSink {
  /// Steps that are kept: more than a terminal has columns.
  static final int STEPS = 512;

  private static final long FIRST_STEP_NS = 1_000_000;

  private final boolean tree;
  private final Map<Lane, int[]> counts = new EnumMap<>(Lane.class);
  private long stepNs = FIRST_STEP_NS;
  private long zeroNs = -1;
  private long lastNs;

  /// What is drawn in a line of its own.
  public enum Lane {
    WRITES,
    SYNCS,
    COMMITS,
    DATA,
    JOURNAL,
    METADATA,
    FLUSHES,
    READS
  }

  /// @param tree whether a command is followed: then the kernel tells the calls, else the driver
  public Activity(boolean tree) {
    this.tree = tree;
  }

  /// Takes an event of the trace, any kind.
  public synchronized void accept(IoEvent event) {
    switch (event) {
      case CallIntended call -> called(call.call(), call.timeNs());
      case CallEntered call when tree -> called(call.call(), call.timeNs());
      case CommitStarted commit -> add(Lane.COMMITS, commit.timeNs());
      case IoEvent.OfFileSystem _, IoEvent.OfBlockLayer _ -> reached(event.timeNs());
      case IoEvent.OfWorkload _, IoEvent.OfTrace _ -> {}
    }
  }

  @Override
  public synchronized void request(TracedRequest request) {
    if (request.owner() == Owner.TRACED) {
      add(lane(request), request.times().issuedNs());
    }
  }

  @Override
  public void write(TracedWrite write) {}

  private static Lane lane(TracedRequest request) {
    return switch (request.cause()) {
      case DATA, UNKNOWN -> Lane.DATA;
      case JOURNAL -> Lane.JOURNAL;
      case METADATA, SUPERBLOCK -> Lane.METADATA;
      case FLUSH -> Lane.FLUSHES;
      case READ -> Lane.READS;
    };
  }

  private void called(Syscall call, long timeNs) {
    if (zeroNs < 0 && call.writes()) {
      zeroNs = timeNs;
    }
    add(call.writes() ? Lane.WRITES : Lane.SYNCS, timeNs);
  }

  /// What was before the first write is drawn with it: reads to make the file, say.
  private void add(Lane lane, long timeNs) {
    if (zeroNs >= 0) {
      reached(timeNs);
      int step = (int) (Math.max(0, timeNs - zeroNs) / stepNs);
      steps(lane)[step]++;
    }
  }

  private void reached(long timeNs) {
    if (zeroNs >= 0 && timeNs > lastNs) {
      lastNs = timeNs;
      while ((lastNs - zeroNs) / stepNs >= STEPS) {
        counts.values().forEach(Activity::halve);
        stepNs *= 2;
      }
    }
  }

  private int[] steps(Lane lane) {
    return counts.computeIfAbsent(lane, _ -> new int[STEPS]);
  }

  private static void halve(int[] steps) {
    for (int step = 0; step < STEPS / 2; step++) {
      steps[step] = steps[2 * step] + steps[2 * step + 1];
    }
    Arrays.fill(steps, STEPS / 2, STEPS, 0);
  }

  /// How long it has gone on, in nanoseconds since the first write; 0 before that.
  public synchronized long elapsedNs() {
    return zeroNs < 0 ? 0 : Math.max(0, lastNs - zeroNs);
  }

  /// How often something happened in each part of that time, which is divided evenly.
  public synchronized int[] shares(Lane lane, int parts) {
    int[] shares = new int[parts];
    int used = (int) (elapsedNs() / stepNs) + 1;
    int[] steps = steps(lane);
    for (int step = 0; step < used; step++) {
      shares[(int) ((long) step * parts / used)] += steps[step];
    }
    return shares;
  }
}
