package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.CallIntended;
import dev.iotrace.event.Syscall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DealingTest {
  @Test
  void eachGetsTheNextByteInTurn() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<LogicalWrite> writes = writes(1 + random.nextInt(40));
      int others = random.nextInt(4);
      Dealing dealing = new Dealing(causes(writes, others));
      Map<LogicalWrite, Long> expected = new HashMap<>();
      writes.forEach(each -> expected.put(each, 0L));
      long left = 0;
      long dealt = 0;
      for (int run = random.nextInt(5); run >= 0; run--) {
        int from = random.nextInt(100);
        int to = from + random.nextInt(100);
        left += dealing.deal(from, to);
        dealt += to - from;
        for (int at = from; at < to; at++) {
          int turn = at % (writes.size() + others);
          if (turn < writes.size()) {
            expected.merge(writes.get(turn), 1L, Long::sum);
          }
        }
      }
      Map<LogicalWrite, Long> told = new HashMap<>();
      dealing.tell(told::put);
      assertThat(told).isEqualTo(expected);
      assertThat(left + told.values().stream().mapToLong(each -> each).sum()).isEqualTo(dealt);
    }
  }

  @Test
  void whatNoWriteHasCausedIsLeft() {
    assertThat(new Dealing(new Causes()).deal(0, 4096)).isEqualTo(4096);
  }

  /// A commit of ten thousand writes brings hundreds of blocks home, each by a bio of its own.
  @Test
  void blocksThatGoHomeForATransactionHaveItsCausesAndNoCopyOfThem() {
    Calls calls = new DriverCalls(JournalTest.setting(), new JournalTest.Nowhere());
    Journal journal = new Journal(calls);
    Transaction five = journal.transaction(5);
    Transaction six = journal.transaction(6);
    writes(3).forEach(five::join);
    writes(2).forEach(six::join);
    journal.dirtied(66, five);
    journal.dirtied(67, five);
    journal.dirtied(70, five);
    journal.dirtied(70, six);
    journal.dirtied(71, five);
    journal.dirtied(71, six);
    Ext4BioRules rules = new Ext4BioRules(JournalTest.setting(), calls, journal, new FilePlaces());
    List<Causes> ofOne = members(rules, 66);
    List<Causes> ofBoth = members(rules, 70);
    assertThat(ofOne).containsExactly(five.causes()).isEqualTo(members(rules, 67));
    assertThat(ofBoth).containsExactly(five.causes(), six.causes()).isEqualTo(members(rules, 71));
    assertThat(Causes.joined(ofBoth).writes()).hasSize(5);
  }

  private static List<Causes> members(Ext4BioRules rules, long block) {
    return rules.attribute(Bios.of("WM", block * 8, 8).event()).causes().members();
  }

  private static Causes causes(List<LogicalWrite> writes, int others) {
    Causes causes = Causes.of(writes);
    for (int thread = 0; thread < others; thread++) {
      causes.addOther(thread);
    }
    return causes;
  }

  private static List<LogicalWrite> writes(int count) {
    List<LogicalWrite> made = new ArrayList<>();
    for (int id = 1; id <= count; id++) {
      LogicalWrite write = new LogicalWrite();
      write.announce(new CallIntended(1, 100, id, Syscall.WRITE, 12, 0, 7), 0, false);
      made.add(write);
    }
    return made;
  }
}
