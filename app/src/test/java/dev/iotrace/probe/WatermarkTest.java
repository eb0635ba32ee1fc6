package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatermarkTest {
  private static final int RUNS = 100;
  private static final int EVENTS = 5000;

  static LongStream seeds() {
    Long given = Long.getLong("seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @Test
  void itIsTheLastBeatButTwo() {
    Watermark watermark = new Watermark(false);
    watermark.beat(10);
    watermark.beat(20);
    assertThat(watermark.ns()).isZero();
    watermark.beat(30);
    assertThat(watermark.ns()).isEqualTo(10);
    assertThat(watermark.newestNs()).isEqualTo(30);
  }

  @Test
  void whatIsKeptHasComeUpToTheSweepBeforeTheLast() {
    Watermark keeping = new Watermark(true);
    LongStream.of(400, 500, 600).forEach(keeping::beat);
    keeping.swept(100);
    assertThat(keeping.ns()).isZero();
    keeping.swept(450);
    assertThat(keeping.ns()).isEqualTo(100);
    keeping.swept(500);
    assertThat(keeping.ns()).isEqualTo(400);
  }

  @Test
  void aScriptKnowsItsReaderFromTheBeginning() {
    ProbeScript with = new ProbeScript("test", "BEGIN {\n  @disk[$2] = 1;\n}\n");
    ProbeScript without = new ProbeScript("test", "END { clear(@first); }\n");
    assertThat(Watermark.beating(with).text()).startsWith("BEGIN { @reader = pid;\n  @disk");
    assertThat(Watermark.beating(without).text()).containsOnlyOnce("BEGIN { @reader = pid; }");
  }

  /// A reader as bpftrace is: in rounds, each over the buffers that held something when it began,
  /// in any order, while others go on writing. How long a round takes is anybody's guess.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noEventIsLateHoweverLongARoundTakes(long seed) {
    Random random = new Random(seed);
    List<Deque<String>> buffers = new ArrayList<>();
    for (int cpu = 1 + random.nextInt(5); cpu > 0; cpu--) {
      buffers.add(new ArrayDeque<>());
    }
    Watermark watermark = new Watermark(false);
    List<Long> times = new ArrayList<>();
    EventOrder order =
        new EventOrder(
            new EventOrder.Window(0, Integer.MAX_VALUE), event -> times.add(event.timeNs()));
    long ns = 1;
    while (ns < EVENTS) {
      ns = written(buffers, random, ns);
      buffers.get(random.nextInt(buffers.size())).add("beat " + ns);
      List<Deque<String>> ready = new ArrayList<>(buffers);
      ready.removeIf(Deque::isEmpty);
      Collections.shuffle(ready, random);
      for (Deque<String> buffer : ready) {
        ns = written(buffers, random, ns);
        take(buffer, watermark, order);
      }
    }
    assertThat(order.lateEvents()).isZero();
    assertThat(times).isNotEmpty();
    order.drain();
    assertThat(times).isSorted();
  }

  /// @return when the next is written
  private static long written(List<Deque<String>> buffers, Random random, long fromNs) {
    long ns = fromNs;
    for (int events = random.nextInt(20); events > 0; events--) {
      buffers.get(random.nextInt(buffers.size())).add("event " + ns++);
    }
    return ns;
  }

  private static void take(Deque<String> buffer, Watermark watermark, EventOrder order) {
    while (!buffer.isEmpty()) {
      String[] words = buffer.remove().split(" ", -1);
      long ns = Long.parseLong(words[1]);
      if (words[0].equals("beat")) {
        watermark.beat(ns);
      } else {
        order.add(new WorkloadEnded(ns));
      }
      order.advanceTo(watermark.ns() - 1);
    }
  }
}
