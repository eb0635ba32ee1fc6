package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.probe.EventSource.Batch;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EventSourceTest {
  private static final long ALWAYS_QUIET = -1;
  private static final long NEVER_QUIET = Long.MAX_VALUE;

  private final EventQueue queue = new EventQueue();

  @Test
  void aBusySourceHasComeAsFarAsItsNewestEventTaken() {
    EventSource source = EventSource.prompt(queue, NEVER_QUIET);
    assertThat(source.progressNs(100)).isZero();
    source.put(List.of(new WorkloadEnded(40), new WorkloadEnded(60)));
    assertThat(source.progressNs(100)).isZero();
    takeNext();
    assertThat(source.progressNs(100)).isEqualTo(60);
  }

  @Test
  void aQuietSourceHoldsNobodyBack() {
    EventSource source = EventSource.prompt(queue, ALWAYS_QUIET);
    assertThat(source.progressNs(100)).isEqualTo(100);
  }

  @Test
  void oneThatHasNotBegunHoldsAllBack() {
    EventSource source = EventSource.beginning(queue, ALWAYS_QUIET, -1);
    assertThat(source.progressNs(100)).isZero();
    source.begin();
    assertThat(source.progressNs(100)).isEqualTo(100);
  }

  @Test
  void itsFirstEventsAreNotItsOldestOnes() {
    EventSource source = EventSource.beginning(queue, ALWAYS_QUIET, Long.MAX_VALUE);
    source.begin();
    source.put(List.of(new WorkloadEnded(60)));
    takeNext();
    assertThat(source.progressNs(100)).isZero();
  }

  @Test
  void whatWaitsInTheQueueIsNotQuiet() {
    EventSource source = EventSource.prompt(queue, ALWAYS_QUIET);
    source.put(List.of(new WorkloadEnded(60)));
    assertThat(source.progressNs(100)).isZero();
    takeNext();
    assertThat(source.progressNs(100)).isEqualTo(100);
  }

  @Test
  void aClosedQueueTakesNothingAndBlocksNobody() {
    queue.close();
    EventSource.prompt(queue, NEVER_QUIET).put(List.of(new WorkloadEnded(60)));
    assertThat(queue.next()).isNull();
  }

  private void takeNext() {
    Batch batch = Objects.requireNonNull(queue.next());
    batch.source().taken(batch);
  }
}
