package dev.iotrace.watch;

import static dev.iotrace.watch.Recorded.counters;
import static dev.iotrace.watch.Recorded.packed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.SumsRead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final Watch watch =
      new Watch(Recorded.PLACE, Recorded.NAMES, Recorded.empty(1_000_000_000L), counters(1000, 10));

  private View take(SumsRead read) {
    return watch.take(read, counters(1000, 10), List.of());
  }

  private static View.Figures process(View view, int pid) {
    return view.processes().stream()
        .filter(it -> it.pid() != null && it.pid() == pid)
        .findFirst()
        .orElseThrow()
        .figures();
  }

  @Test
  void recordedRoundTellsEachProgramWhatItWroteAndSent() {
    View view = watch.take(Recorded.threePrograms(), counters(1000 + 131_072, 12), List.of());
    assertThat(view.intervalNs()).isEqualTo(1_000_000_000L);
    assertThat(process(view, 380).writes()).isEqualTo(7);
    assertThat(process(view, 380).bytes()).isEqualTo(7 * 4099);
    assertThat(process(view, 380).syncs()).isEqualTo(1);
    assertThat(process(view, 380).dataBytes()).isEqualTo(8 * 4096);
    assertThat(process(view, 382).writes()).isEqualTo(3);
    assertThat(process(view, 382).bytes()).isEqualTo(3 << 20);
    assertThat(process(view, 382).dataBytes()).isZero();
    assertThat(process(view, 383).writes()).isEqualTo(5);
    assertThat(process(view, 383).dataBytes()).isEqualTo(5 * 12_288);
    assertThat(view.total().journalBytes()).isEqualTo(9 * 4096);
    assertThat(view.books().differenceBytes()).isZero();
    assertThat(view.books().differenceFlushes()).isZero();
  }

  @Test
  void twoProcessesThatWriteAFileShareItsDataByBytes() {
    take(Recorded.round(2, "written", Map.of("1,7", packed(3, 1000), "2,7", packed(1, 3000))));
    View view = take(Recorded.round(3, "bios", Map.of("1,7,0,W", packed(1, 4096))));
    assertThat(process(view, 1).dataBytes()).isEqualTo(1024);
    assertThat(process(view, 2).dataBytes()).isEqualTo(3072);
    assertThat(view.files().getFirst().figures().dataBytes()).isEqualTo(4096);
  }

  @Test
  void writesBeforeTheDiskTookOfTheFileAreDoneWithOnceSomebodyWritesAgain() {
    take(Recorded.round(2, "written", Map.of("1,7", packed(1, 1000))));
    take(Recorded.round(3, "bios", Map.of("1,7,0,W", packed(1, 4096))));
    assertThat(process(take(Recorded.round(4, "bios", Map.of("1,7,0,W", packed(1, 512)))), 1))
        .extracting(View.Figures::dataBytes)
        .isEqualTo(512L);
    take(Recorded.round(5, "written", Map.of("2,7", packed(1, 1))));
    View view = take(Recorded.round(6, "bios", Map.of("1,7,0,W", packed(1, 4096))));
    assertThat(view.processes()).hasSize(1);
    assertThat(process(view, 2).dataBytes()).isEqualTo(4096);
  }

  @Test
  void blocksThatAWritebackMakesDirtyAreThoseOfTheFilesWriters() {
    take(Recorded.round(2, "written", Map.of("1,7", packed(1, 1000))));
    take(Recorded.round(3, "handles", Map.of("0,7", 3L, "2,0", 1L)));
    View view = take(Recorded.round(4, "bios", Map.of("2,0,0,WSM", packed(1, 4096))));
    assertThat(process(view, 1).journalBytes()).isEqualTo(3072);
    assertThat(process(view, 2).journalBytes()).isEqualTo(1024);
  }

  @Test
  void whatJoinedTheJournalOfXfsAfterTheLastWriteToItPaysForTheNext() {
    View first =
        take(Recorded.xfs(2, 6, Map.of("1,0", 4L, "2,0", 4L), Map.of("2,0", 6L << 32 | 3)));
    assertThat(process(first, 1).journalBytes()).isEqualTo(8192);
    assertThat(process(first, 2).journalBytes()).isEqualTo(2048);
    View second = take(Recorded.xfs(3, 7, Map.of("3,0", 3L), Map.of()));
    assertThat(second.processes()).extracting(View.ProcessRow::pid).containsExactly(2, 3);
    assertThat(process(second, 2).journalBytes()).isEqualTo(5120);
    View third = take(Recorded.xfs(4, 7, Map.of("4,0", 1L), Map.of("4,0", 7L << 32 | 1)));
    assertThat(third.processes()).extracting(View.ProcessRow::pid).containsExactly(2, 3);
  }

  @Test
  void pushThatBeganBeforeTheIntervalDoesNotTakeWhatJoinedSince() {
    take(Recorded.xfs(2, 6, Map.of("1,0", 4L, "2,0", 4L), Map.of("2,0", 6L << 32 | 4)));
    View late = take(Recorded.xfs(3, 6, Map.of(), Map.of()));
    assertThat(late.processes()).extracting(View.ProcessRow::pid).containsExactly(1);
    View view = take(Recorded.xfs(4, 7, Map.of(), Map.of()));
    assertThat(view.processes()).extracting(View.ProcessRow::pid).containsExactly(2);
  }

  @Test
  void numberThatWasFreedIsAnotherFile() {
    String again = Long.toUnsignedString((1L << 48) + 7);
    take(Recorded.round(2, "written", Map.of("1,7", packed(1, 1000), "2," + again, packed(1, 9))));
    View view = take(Recorded.round(3, "bios", Map.of("1," + again + ",0,W", packed(1, 4096))));
    assertThat(process(view, 2).dataBytes()).isEqualTo(4096);
    assertThat(view.files()).hasSize(1);
    assertThat(view.files().getFirst().path()).isEqualTo("/mnt/x/file7");
  }

  @Test
  void processThatCannotBeToldIsUnknown() {
    View view = take(Recorded.round(2, "written", Map.of("4294967295,7", packed(1, 1000))));
    assertThat(view.processes().getFirst().comm()).isEqualTo("unknown");
  }

  @Test
  void metadataIsToldByItsLetterInTheMiddleOfWhatever() {
    View view =
        take(
            Recorded.round(
                2, "bios", Map.of("1,7,0,WM", packed(1, 512), "0,0,0,WM", packed(1, 1024))));
    assertThat(view.total().metadataBytes()).isEqualTo(1536);
    assertThat(view.total().dataBytes()).isZero();
  }

  @Test
  void whatNoRuleExplainsIsUnattributedAndWhatIsOutsideIsOther() {
    View view =
        take(
            Recorded.round(
                2, "bios", Map.of("0,0,0,W", packed(1, 512), "5,0,0,W", packed(1, 1024))));
    assertThat(view.unattributedBytes()).isEqualTo(512);
    assertThat(view.otherBytes()).isEqualTo(1024);
    assertThat(view.total().dataBytes()).isZero();
  }

  @Test
  void whatWasWrittenBeforeIsNobodysInParticular() {
    View view = take(Recorded.round(2, "bios", Map.of("1,7,0,W", packed(1, 4096))));
    assertThat(view.processes().getFirst().comm()).isEqualTo("unknown");
    assertThat(view.processes().getFirst().pid()).isNull();
  }

  @Test
  void requestThatTheDriverGaveBackCountsOnce() {
    View view =
        watch.take(
            new SumsRead(
                2,
                Map.of(
                    "issues", Map.of("W", packed(2, 8192)),
                    "requeued", Map.of("W", packed(1, 4096)))),
            counters(1000 + 4096, 10),
            List.of());
    assertThat(view.books().issuedBytes()).isEqualTo(4096);
    assertThat(view.books().differenceBytes()).isZero();
  }

  @Test
  void discardIsNoWriteAndZeroesAre() {
    View view =
        take(
            Recorded.round(
                2, "bios", Map.of("0,0,0,D", packed(1, 512), "0,0,0,N", packed(1, 1024))));
    assertThat(view.books().queuedBytes()).isEqualTo(1024);
  }

  @Test
  void fullMapMakesItALowerBound() {
    Map<String, Long> written = new HashMap<>();
    for (int inode = 1; inode <= Round.MOST_KEYS; inode++) {
      written.put("1," + inode, packed(1, 1));
    }
    View view = take(Recorded.round(2, "written", written));
    assertThat(view.notes()).hasSize(1);
    assertThat(view.files()).hasSize(Table.MOST_ROWS + 1);
    assertThat(view.files().getLast().path()).isEqualTo("others");
    assertThat(view.total().bytes()).isEqualTo(Round.MOST_KEYS);
  }

  @Test
  void sharesAddUpToTheWholeWhateverTheyAre() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int trial = 0; trial < 1000; trial++) {
      Map<Integer, Long> weights = new HashMap<>();
      for (int pid = random.nextInt(20); pid > 0; pid--) {
        weights.put(pid, random.nextLong(1L << random.nextInt(1, 45)));
      }
      long amount = random.nextLong(1L << random.nextInt(1, 40));
      Map<Integer, Long> parts = Shares.split(amount, weights, Writer.UNKNOWN);
      assertThat(parts.values().stream().mapToLong(it -> it).sum())
          .as("seed %s", seed)
          .isEqualTo(amount);
      assertThat(parts.values()).as("seed %s", seed).allMatch(it -> it > 0);
    }
  }
}
