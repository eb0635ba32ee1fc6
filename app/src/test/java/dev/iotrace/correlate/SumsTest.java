package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.InodeCleaned;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.SumBegun;
import dev.iotrace.event.SumRead;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls that the kernel counts: the events are as the probe tells them.
class SumsTest extends CommandEvents {
  private static final long FILE = 12;

  @BeforeEach
  void twoProcesses() {
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
  }

  @Test
  void callsSinceTheFileWasCleanAreOneEntry() {
    begin(COMMAND, 0, 0);
    clean(1000, 3, 21);
    TracedWrite sum = outcome().writes().getFirst();
    assertThat(sum.call()).isEqualTo(Syscall.SUMMED);
    assertThat(sum.calls()).isEqualTo(3);
    assertThat(sum.bytes()).isEqualTo(21);
    assertThat(sum.deviceBytes()).isEqualTo(PAGE);
  }

  @Test
  void whatComesAfterTheFileWasCleanIsAnotherEntry() {
    begin(COMMAND, 0, 0);
    clean(1000, 3, 21);
    begin(COMMAND, 3, 21);
    clean(1000, 5, 33);
    assertThat(outcome().writes())
        .extracting(TracedWrite::calls, TracedWrite::bytes, TracedWrite::deviceBytes)
        .containsExactly(tuple(3L, 21L, (long) PAGE), tuple(2L, 12L, (long) PAGE));
  }

  @Test
  void pagesAreChargedToAllWhoWroteSinceTheFileWasClean() {
    begin(COMMAND, 0, 0);
    begin(CHILD, 2, 10);
    begin(COMMAND, 3, 11);
    clean(1000, 7, 22);
    assertThat(outcome().writes())
        .extracting(TracedWrite::processId, TracedWrite::calls, TracedWrite::bytes)
        .containsExactly(tuple(COMMAND, 6L, 21L), tuple(CHILD, 1L, 1L));
    assertThat(outcome().requests().getFirst().shares()).hasSize(2);
  }

  /// It was written to while it was being written back.
  @Test
  void fileIsNotCleanWhenItBecameDirtySince() {
    begin(COMMAND, 0, 0);
    long since = tick();
    bio(1000, since);
    begin(COMMAND, 1, 7);
    add(new InodeCleaned(tick(), KWORKER, FILE, since, counter(1, 7)));
    assertThat(settledAfter(new WorkloadEnded(tick()))).isFalse();
    clean(1008, 4, 28);
    assertThat(outcome().settled()).isTrue();
    assertThat(outcome().writes()).hasSize(1);
    assertThat(outcome().writes().getFirst().bytes()).isEqualTo(28);
    assertThat(outcome().writes().getFirst().deviceBytes()).isEqualTo(2 * PAGE);
  }

  @Test
  void callThatWasCountedTooLateIsNotLost() {
    begin(COMMAND, 0, 0);
    clean(1000, 3, 21);
    add(new SumRead(tick(), FILE, counter(4, 28)));
    assertThat(outcome().writes().stream().mapToLong(TracedWrite::bytes).sum()).isEqualTo(28);
    assertThat(outcome().writes().stream().mapToLong(TracedWrite::calls).sum()).isEqualTo(4);
  }

  @Test
  void sumIsReadWhenTheFileGoesAndCountsAnewForTheNextOfItsNumber() {
    begin(COMMAND, 0, 0);
    add(new SumRead(tick(), FILE, counter(1, 5)));
    add(new InodeGone(tick(), COMMAND, FILE));
    begin(COMMAND, 0, 0);
    clean(1000, 2, 9);
    assertThat(outcome().writes()).extracting(TracedWrite::bytes).containsExactly(5L, 9L);
    assertThat(outcome().writes()).extracting(TracedWrite::deviceBytes).containsExactly(0L, 4096L);
  }

  @Test
  void storeIntoAMappingHasNoBytes() {
    add(new SumBegun(tick(), COMMAND, FILE, 0, true));
    clean(1000, 0, 0);
    TracedWrite store = outcome().writes().getFirst();
    assertThat(store.call()).isEqualTo(Syscall.MMAP);
    assertThat(store.calls()).isZero();
    assertThat(store.deviceBytes()).isEqualTo(PAGE);
  }

  /// The times of an inode change before its first page becomes dirty.
  @Test
  void sumTakesPartInWhatItsProcessChangedOfTheInodeBefore() {
    add(new TransactionJoined(tick(), COMMAND, 5, FILE, TransactionJoined.INODE));
    begin(COMMAND, 0, 0);
    clean(1000, 1, 7);
    Outcome outcome = outcome();
    assertThat(outcome.writes()).hasSize(1);
    assertThat(outcome.writes().getFirst().durableNs()).as("not committed").isZero();
  }

  private void begin(int thread, long calls, long bytes) {
    add(new SumBegun(tick(), thread, FILE, counter(calls, bytes), false));
  }

  private static long counter(long calls, long bytes) {
    return (calls << 40) + bytes;
  }

  /// All of the file goes to the disk, after so many calls.
  private void clean(long block, long calls, long bytes) {
    long since = tick();
    bio(block, since);
    add(new InodeCleaned(tick(), KWORKER, FILE, since, counter(calls, bytes)));
    issue("FF", 0, 0);
  }

  private void bio(long block, long since) {
    add(
        new BioQueued(
            tick(),
            KWORKER,
            DISK,
            new SectorRange(block * 8, 8),
            Rwbs.parse("W"),
            new SubmitContext(FILE, since, 0, false),
            Optional.empty(),
            List.of()));
    issue("W", block * 8, 8);
  }
}
