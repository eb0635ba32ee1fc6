package dev.iotrace.probe;

import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Correlator;
import dev.iotrace.correlate.CorrelatorSetting;
import dev.iotrace.correlate.Stack;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.WorkloadEnded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What an event costs from bpftrace's printed line to its cause: split, decode, order, correlate,
/// on one thread. The lines are made outside the measured time: those of a realistic fsync cycle of
/// `iotrace write`, and those of many short processes that `iotrace run` follows.
final class DecodeBenchmark implements LineDecoder.Output, CauseSink {
  private static final int CYCLES_A_CHUNK = 200;
  private static final long WARM_UP_EVENTS = 3_000_000;
  private static final DeviceNumber DISK = new DeviceNumber(7, 0);

  private final LineDecoder decoder = new LineDecoder("bench", this);
  private final Kind kind;
  private final Cycle cycle;
  private final Correlator correlator;
  private final EventOrder order;
  private final boolean correlating;
  private long cycles;
  private long decoded;
  private long calls;
  private long requests;
  private long writes;

  /// What is followed.
  private enum Kind {
    WRITE(7),
    RUN(8);

    private final int requests;

    Kind(int requests) {
      this.requests = requests;
    }
  }

  private DecodeBenchmark(Kind kind, boolean correlating) {
    this.kind = kind;
    this.correlating = correlating;
    this.cycle =
        switch (kind) {
          case WRITE -> new FsyncCycle();
          case RUN -> new TreeCycle();
        };
    this.correlator = new Correlator(kind == Kind.RUN ? TreeCycle.setting() : setting(), this);
    this.order = new EventOrder(EventOrder.Window.DEFAULT, correlator::accept);
  }

  /// Events in millions; 1 and 10 unless named.
  static void main(String... args) throws IOException {
    List<String> millions = args.length > 0 ? List.of(args) : List.of("1", "10");
    System.out.printf(Locale.ROOT, "Java %s, one thread%n", Runtime.version());
    System.out.println("          events   decode/s   decode+order+correlate/s   live heap after");
    for (Kind kind : Kind.values()) {
      measure(kind, millions);
    }
  }

  private static void measure(Kind kind, List<String> millions) throws IOException {
    new DecodeBenchmark(kind, false).nanos(WARM_UP_EVENTS);
    new DecodeBenchmark(kind, true).nanos(WARM_UP_EVENTS);
    for (String each : millions) {
      long events = Long.parseLong(each) * 1_000_000;
      double decoding = perSecond(new DecodeBenchmark(kind, false), events);
      DecodeBenchmark whole = new DecodeBenchmark(kind, true);
      double correlating = perSecond(whole, events);
      long heap = liveHeapBytes();
      System.out.printf(
          Locale.ROOT,
          "%-5s %10d %10.0f %26.0f %13.1f MiB%n",
          kind.name().toLowerCase(Locale.ROOT),
          events,
          decoding,
          correlating,
          heap / 1048576.0);
      whole.check();
    }
  }

  private static double perSecond(DecodeBenchmark benchmark, long events) throws IOException {
    long nanos = benchmark.nanos(events);
    return (benchmark.decoded + benchmark.calls) * 1e9 / nanos;
  }

  private static long liveHeapBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private long nanos(long events) throws IOException {
    long nanos = 0;
    while (decoded + calls < events) {
      for (int i = 0; i < CYCLES_A_CHUNK; i++) {
        cycle.append(cycles + i);
      }
      byte[] chunk = cycle.take();
      long begin = System.nanoTime();
      driveCalls();
      Lines.read(new ByteArrayInputStream(chunk), decoder);
      nanos += System.nanoTime() - begin;
    }
    return nanos;
  }

  /// The driver's events; the order puts them among the kernel's.
  private void driveCalls() {
    if (kind == Kind.RUN) {
      cycles += CYCLES_A_CHUNK;
      return;
    }
    for (int i = 0; i < CYCLES_A_CHUNK; i++) {
      long ns = 1_000_000_000_000L + cycles * FsyncCycle.NS;
      long id = 2 * cycles + 1;
      int thread = FsyncCycle.THREAD;
      long inode = FsyncCycle.INODE;
      take(new CallIntended(ns, thread, id, Syscall.WRITE, inode, 0, 4));
      take(new CallFinished(ns + 45_000, thread, id, 4));
      take(new CallIntended(ns + 45_500, thread, id + 1, Syscall.FSYNC, inode, 0, 0));
      take(new CallFinished(ns + 1_000_000, thread, id + 1, 0));
      calls += 4;
      cycles++;
    }
  }

  private void take(IoEvent event) {
    if (correlating) {
      order.add(event);
    }
  }

  private void check() {
    order.drain();
    correlator.accept(new WorkloadEnded(Long.MAX_VALUE));
    correlator.finish();
    if (decoder.skipped() != 0
        || decoded != cycle.lines()
        || order.lateEvents() != 0
        || writes != cycles
        || requests != kind.requests * cycles) {
      throw new AssertionError(
          "%d lines, %d decoded, %d late, %d cycles, %d writes, %d requests"
              .formatted(cycle.lines(), decoded, order.lateEvents(), cycles, writes, requests));
    }
  }

  @Override
  public void events(List<IoEvent> events) {
    decoded += events.size();
    if (correlating) {
      events.forEach(order::add);
      order.advanceTo(events.getLast().timeNs());
    }
  }

  @Override
  public void ready(int number) {}

  @Override
  public void request(TracedRequest request) {
    requests++;
  }

  @Override
  public void write(TracedWrite write) {
    if (write.call() == Syscall.WRITE) {
      writes++;
    }
  }

  private static CorrelatorSetting setting() {
    return new CorrelatorSetting(
        CorrelatorSetting.Rules.EXT4,
        DISK,
        Stack.plain(DISK, new Stack.Cache(true, false)),
        0,
        4096,
        4096,
        CorrelatorSetting.Journal.ORDERED,
        false,
        FsyncCycle.THREAD,
        false);
  }
}
