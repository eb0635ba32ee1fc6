package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.DeviceNumber;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final Journal journal = new Journal(new DriverCalls(setting(), new Nowhere()));
  private final BioQueued bio = Bios.of("WM", 528, 16).event();

  @Test
  void blockGoesHomeOnceForAllTransactionsThatDirtiedIt() {
    Transaction five = ours(5);
    Transaction six = ours(6);
    journal.dirtied(66, five);
    journal.dirtied(66, six);
    journal.dirtied(66, six);
    assertThat(journal.takeHomes(bio, 66, 67)).containsExactly(five, six);
    assertThat(journal.takeHomes(bio, 66, 67)).isEmpty();
  }

  @Test
  void bioWithSeveralBlocksOfATransactionCountsOnceForIt() {
    Transaction five = ours(5);
    journal.dirtied(66, five);
    journal.dirtied(67, five);
    five.end();
    assertThat(journal.takeHomes(bio, 66, 68)).containsExactly(five);
    assertThat(five.pending()).isEqualTo(1);
    journal.arrived(five);
    assertThat(five.settled()).isTrue();
  }

  @Test
  void settledTransactionIsForgotten() {
    Transaction five = journal.transaction(5);
    five.end();
    journal.settle(five);
    assertThat(journal.transaction(5)).isNotSameAs(five);
  }

  @Test
  void transactionWaitsForItsCommitAndItsBlocks() {
    Transaction five = ours(5);
    journal.dirtied(66, five);
    assertThat(five.settled()).isFalse();
    five.end();
    assertThat(five.settled()).isFalse();
    journal.takeHomes(bio, 66, 67).forEach(journal::arrived);
    assertThat(five.settled()).isTrue();
  }

  @Test
  void freedBlockIsNotWaitedFor() {
    Transaction five = ours(5);
    journal.dirtied(66, five);
    five.end();
    journal.forgotten(66);
    assertThat(five.settled()).isTrue();
  }

  /// Of those that nobody waits for, one stands for all.
  @Test
  void transactionsOfOthersAreNotKeptForABlock() {
    Transaction five = ours(5);
    journal.dirtied(66, five);
    for (long id = 6; id < 100; id++) {
      Transaction theirs = journal.transaction(id);
      theirs.causes().addOther(300);
      journal.dirtied(66, theirs);
      theirs.end();
      journal.settle(theirs);
    }
    assertThat(journal.size()).isEqualTo(2);
    Causes causes = new Causes();
    journal.takeHomes(bio, 66, 67).forEach(each -> causes.addAll(each.causes()));
    assertThat(causes.others()).isOne();
    assertThat(causes.writes()).hasSize(1);
  }

  private Transaction ours(long id) {
    Transaction transaction = journal.transaction(id);
    transaction.join(new LogicalWrite());
    return transaction;
  }

  static CorrelatorSetting setting() {
    DeviceNumber disk = new DeviceNumber(8, 0);
    return new CorrelatorSetting(
        CorrelatorSetting.Rules.EXT4,
        disk,
        Stack.plain(disk, new Stack.Cache(true, false)),
        0,
        4096,
        4096,
        CorrelatorSetting.Journal.ORDERED,
        false,
        1,
        false);
  }

  record Nowhere() implements CauseSink {
    @Override
    public void request(TracedRequest request) {}

    @Override
    public void write(TracedWrite write) {}
  }
}
