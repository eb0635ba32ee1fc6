package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.probe.EventSource.Batch;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EventSourceTest {
  private final EventQueue queue = new EventQueue();

  @Test
  void oneThatTellsAtOnceHoldsNobodyBack() {
    EventSource source = EventSource.prompt(queue);
    source.put(List.of(new WorkloadEnded(60)));
    takeNext();
    assertThat(source.watermarkNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void oneThatSaysHowFarItIsHoldsAllBackUntilThen() {
    EventSource source = EventSource.marked(queue);
    source.put(List.of(new WorkloadEnded(40), new WorkloadEnded(60)));
    takeNext();
    assertThat(source.watermarkNs()).isZero();
    source.comeTo(50, 60);
    takeNext();
    assertThat(source.watermarkNs()).isEqualTo(50);
  }

  @Test
  void theWatermarkIsBehindWhatWasPutBeforeIt() {
    EventSource source = EventSource.marked(queue);
    source.put(List.of(new WorkloadEnded(40)));
    source.comeTo(50, 50);
    takeNext();
    assertThat(source.arrivedNs()).isEqualTo(50);
    assertThat(source.watermarkNs()).isZero();
  }

  @Test
  void theWatermarkDoesNotSink() {
    EventSource source = EventSource.marked(queue);
    source.comeTo(50, 50);
    source.comeTo(40, 60);
    takeNext();
    takeNext();
    assertThat(source.watermarkNs()).isEqualTo(50);
  }

  @Test
  void aClosedQueueTakesNothingAndBlocksNobody() {
    queue.close();
    EventSource.prompt(queue).put(List.of(new WorkloadEnded(60)));
    assertThat(queue.next()).isNull();
  }

  private void takeNext() {
    Batch batch = Objects.requireNonNull(queue.next());
    batch.source().taken(batch);
  }
}
