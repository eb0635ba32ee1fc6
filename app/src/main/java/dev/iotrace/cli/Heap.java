package dev.iotrace.cli;

import java.time.Duration;

/// Keeps the heap near what is alive in it, for commands that run long.
///
/// The serial collector, which starts fastest, makes room for what survives young collections by
/// enlarging the old generation, and collects that only when it cannot be enlarged further
/// (`promotion_attempt_is_safe`, src/hotspot/share/gc/serial/tenuredGeneration.cpp): at a quarter
/// of the machine's memory. What the correlator keeps until it is settled survives for half a
/// minute and is garbage then, so a run would grow to that.
final class Heap {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long SMALL = 64L << 20;

  private Heap() {}

  /// From now on a thread of its own collects when twice as much is used as was alive last.
  static void keepSmall() {
    Thread.ofPlatform().name("heap").daemon().start(Heap::watch);
  }

  private static void watch() {
    long alive = SMALL;
    while (true) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException nobodyDoes) {
        return;
      }
      if (used() > 2 * alive) {
        System.gc();
        alive = Math.max(SMALL, used());
      }
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
