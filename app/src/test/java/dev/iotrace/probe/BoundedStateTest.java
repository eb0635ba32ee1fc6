package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.correlate.CauseSink;
import dev.iotrace.correlate.Correlator;
import dev.iotrace.correlate.State;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.IoEvent;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the correlator keeps of a command follows what is under way, not how long it has run.
class BoundedStateTest {
  private static final int CYCLES = 45_000; // 2 million events
  private static final long MOST_FILES = 1 << 17; // TracedFiles.MOST

  /// What waits when a line was lost is given up after 30 s, in which 7,500 cycles begin.
  private static final long GIVEN_UP = 3L * 7_500;

  private static final CauseSink NOBODY =
      new CauseSink() {
        @Override
        public void request(TracedRequest request) {}

        @Override
        public void write(TracedWrite write) {}
      };

  private final Correlator correlator = new Correlator(TreeCycle.setting(), NOBODY);
  private final TreeCycle cycle = new TreeCycle();

  @Test
  void millionsOfEventsLeaveNoMoreThanTheFirstThousands() throws IOException {
    for (int number = 0; number < CYCLES / 10; number++) {
      cycle.events(number).forEach(correlator::accept);
    }
    State early = correlator.state();
    for (int number = CYCLES / 10; number < CYCLES; number++) {
      cycle.events(number).forEach(correlator::accept);
    }
    State late = correlator.state();
    assertThat(List.of(late.peakWrites(), late.peakTasks(), late.peakBios(), late.peakRequests()))
        .isEqualTo(
            List.of(early.peakWrites(), early.peakTasks(), early.peakBios(), early.peakRequests()))
        .allSatisfy(peak -> assertThat(peak).isLessThan(20));
    assertThat(late.peakPages()).isLessThan(5);
    assertThat(late.peakTransactions()).isLessThan(10);
    assertThat(late.peakFiles()).isLessThan(CYCLES);
  }

  /// As with a program that syncs again and again, and an inode that each commit changes.
  @Test
  void ofBlocksThatDoNotGoHomeNoMoreTransactionsWaitThanTheyHaveBytes() throws IOException {
    TreeCycle hot = new TreeCycle(true);
    for (int number = 0; number < CYCLES / 2; number++) {
      hot.events(number).forEach(correlator::accept);
    }
    State state = correlator.state();
    assertThat(state.peakTransactions()).isBetween(4096L, 4110L);
    assertThat(state.peakWrites()).isLessThan(3 * 4110);
  }

  /// 1 line of 50 is lost: of a lost line something waits, but not for ever.
  @ParameterizedTest
  @ValueSource(longs = {1, 20_261_121})
  void lostLinesAreNotWaitedForForEver(long seed) throws IOException {
    RandomGenerator random = new Random(seed);
    for (int number = 0; number < CYCLES; number++) {
      List<IoEvent> events = cycle.events(number);
      correlator.accept(new EventsLost(events.getFirst().timeNs(), "test", 1));
      for (IoEvent event : events) {
        if (random.nextInt(50) != 0) {
          correlator.accept(event);
        }
      }
    }
    State state = correlator.state();
    assertThat(
            List.of(
                state.peakWrites(),
                state.peakBios(),
                state.peakRequests(),
                state.peakPages(),
                state.peakTransactions()))
        .as("seed %d, %s", seed, state)
        .allSatisfy(peak -> assertThat(peak).isLessThan(GIVEN_UP));
  }

  @Test
  void ofVeryManyFilesThoseNotUsedForLongestAreForgotten() {
    for (long inode = 0; inode < 4 * MOST_FILES; inode++) {
      correlator.accept(new InodeAllocated(1000 + inode, TreeCycle.COMMAND, 12 + inode, 2));
    }
    assertThat(correlator.state().peakFiles()).isBetween(MOST_FILES, MOST_FILES + (1 << 16));
  }
}
