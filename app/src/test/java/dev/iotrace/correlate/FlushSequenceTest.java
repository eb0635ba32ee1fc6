package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlushSequenceTest {
  private final Bio commitRecord = Bios.of("FWFSM", 64, 8);

  @Test
  void withoutFuaAFlushComesBeforeAndOneAfter() {
    FlushSequence flushes = new FlushSequence(true, false);
    assertThat(flushes.submitted(commitRecord)).isTrue();
    assertThat(flushes.issued()).containsExactly(commitRecord);
    assertThat(flushes.completed()).isEmpty();
    assertThat(flushes.dataCompleted(commitRecord)).isFalse();
    assertThat(flushes.issued()).containsExactly(commitRecord);
    assertThat(flushes.completed()).containsExactly(commitRecord);
    assertThat(flushes.awaited()).isFalse();
  }

  @Test
  void withFuaTheDataIsTheLastStep() {
    FlushSequence flushes = new FlushSequence(true, true);
    flushes.submitted(commitRecord);
    flushes.issued();
    flushes.completed();
    assertThat(flushes.writing(commitRecord)).isTrue();
    assertThat(flushes.dataCompleted(commitRecord)).isTrue();
  }

  @Test
  void deviceWithoutCacheNeedsNoFlush() {
    FlushSequence flushes = new FlushSequence(false, false);
    assertThat(flushes.submitted(commitRecord)).isFalse();
    assertThat(flushes.dataCompleted(commitRecord)).isTrue();
  }

  @Test
  void emptyFlushIsDoneWithTheFlush() {
    FlushSequence flushes = new FlushSequence(true, false);
    Bio empty = Bios.of("FWS", 0, 0);
    flushes.submitted(empty);
    flushes.issued();
    assertThat(flushes.completed()).containsExactly(empty);
  }

  @Test
  void oneFlushServesAllThatWaitWhenItIsIssuedAndNoneThatComesLater() {
    FlushSequence flushes = new FlushSequence(true, false);
    Bio late = Bios.of("FWS", 0, 0);
    Bio early = Bios.of("FWS", 0, 0);
    flushes.submitted(commitRecord);
    flushes.submitted(early);
    assertThat(flushes.issued()).containsExactly(commitRecord, early);
    flushes.submitted(late);
    assertThat(flushes.serving(late)).isFalse();
    assertThat(flushes.completed()).containsExactly(early);
    assertThat(flushes.issued()).containsExactly(late);
  }
}
