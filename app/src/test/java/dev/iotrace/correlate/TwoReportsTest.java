package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two commands on one file system, each followed by its own: what is common is told to both, calls
/// and pages only to the one whose they are.
class TwoReportsTest {
  private static final DeviceNumber DISK = new DeviceNumber(8, 0);
  private static final int LEFT = 100;
  private static final int RIGHT = 200;
  private static final int NEIGHBOUR = 300;
  private static final int JBD2 = 90;
  private static final int KWORKER = 7;
  private static final int ROOT_DIRECTORY = 2;

  private final List<IoEvent> ofLeft = new ArrayList<>();
  private final List<IoEvent> ofRight = new ArrayList<>();
  private long nowNs = 1_000_000;
  private long transaction = 5;
  private CorrelatorSetting.Journal journal = CorrelatorSetting.Journal.ORDERED;

  /// 13 writes and 5, in one commit of 9 blocks that both caused: a half each.
  @Test
  void howManyWritesTheOtherHasMadeDoesNotMatter() {
    write(ofLeft, LEFT, 12, 13);
    write(ofRight, RIGHT, 14, 5);
    commit(9, 66);
    Outcome left = outcome(LEFT, ofLeft);
    Outcome right = outcome(RIGHT, ofRight);
    assertThat(journal(left)).isEqualTo(5 * 4096L);
    assertThat(journal(right)).isEqualTo(5 * 4096L);
    assertThat(left.requests().getFirst().shares()).hasSize(13);
    assertThat(left.requests().getFirst().others()).isOne();
  }

  @Test
  void whoIsAloneInACommitHasAllOfIt() {
    write(ofLeft, LEFT, 12, 3);
    commit(9, 66);
    assertThat(journal(outcome(LEFT, ofLeft))).isEqualTo(10 * 4096L);
    assertThat(journal(outcome(RIGHT, ofRight))).isZero();
  }

  /// A block of the inode table with both inodes, whoever was first.
  @Test
  void withoutAJournalABlockIsOfAllWhoChangedIt() {
    journal = CorrelatorSetting.Journal.NONE;
    change(ofLeft, LEFT, 12);
    change(ofRight, RIGHT, 14);
    change(ofRight, RIGHT, 14);
    goHome();
    change(ofRight, RIGHT, 14);
    goHome();
    List<TracedRequest> left = outcome(LEFT, ofLeft).requests();
    List<TracedRequest> right = outcome(RIGHT, ofRight).requests();
    assertThat(left).extracting(TracedRequest::tracedBytes).containsExactly(2048L, 0L);
    assertThat(right).extracting(TracedRequest::tracedBytes).containsExactly(2048L, 4096L);
    assertThat(left.getFirst().others()).isOne();
    assertThat(right.getFirst().others()).isOne();
    assertThat(left.getLast().owner()).isEqualTo(Owner.UNRELATED);
  }

  /// Long enough afterwards that nobody can have changed it meanwhile.
  private void goHome() {
    nowNs += 10_000_000;
    request("WM", 8 * 41, 8, 0);
  }

  private void change(List<IoEvent> to, int thread, long inode) {
    to.add(new CallEntered(tick(), thread, Syscall.WRITE, inode, 0, 4096));
    both(new BlockDirtied(tick(), thread, 41, 0, inode));
    to.add(new CallReturned(tick(), thread, Syscall.WRITE, 4096));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theirPartsAreNeverMoreThanTheWhole(int number) {
    long seed = System.nanoTime() + number;
    Random random = new Random(seed);
    ofLeft.add(new TaskStarted(tick(), LEFT, LEFT + 1, true));
    ofRight.add(new TaskStarted(tick(), RIGHT, RIGHT + 1, false));
    for (int commits = 0; commits < 40; commits++) {
      for (int changes = random.nextInt(9); changes > 0; changes--) {
        change(random);
      }
      commit(1 + random.nextInt(9), 60 + random.nextInt(5));
      transaction++;
    }
    Outcome left = outcome(LEFT, ofLeft);
    Outcome right = outcome(RIGHT, ofRight);
    assertThat(left.requests()).hasSameSizeAs(right.requests());
    for (int i = 0; i < left.requests().size(); i++) {
      TracedRequest mine = left.requests().get(i);
      TracedRequest yours = right.requests().get(i);
      assertThat(mine.tracedBytes() + yours.tracedBytes())
          .as("seed %d, request %d", seed, i)
          .isLessThanOrEqualTo(mine.bytes());
      assertThat(shared(mine) + mine.othersBytes()).as("seed %d", seed).isEqualTo(mine.bytes());
    }
  }

  private void change(Random random) {
    int thread = random.nextInt(2);
    long inode = 12L + random.nextInt(3);
    switch (random.nextInt(6)) {
      case 0 -> write(ofLeft, LEFT + thread, inode, 1 + random.nextInt(20));
      case 1 -> write(ofRight, RIGHT + thread, 10 + inode, 1 + random.nextInt(20));
      case 2 -> join(LEFT + thread, ROOT_DIRECTORY, 4);
      case 3 -> join(RIGHT + thread, ROOT_DIRECTORY, 4);
      case 4 -> join(NEIGHBOUR + thread, random.nextBoolean() ? 0 : 20 + inode, 1);
      default -> join(KWORKER, inode + 10L * random.nextInt(3), TransactionJoined.EXTENT_CONVERT);
    }
  }

  /// Calls of 4 KiB, each of which changes the inode's times.
  private void write(List<IoEvent> to, int thread, long inode, int calls) {
    for (int page = 0; page < calls; page++) {
      to.add(new CallEntered(tick(), thread, Syscall.WRITE, inode, page * 4096L, 4096));
      join(thread, inode, TransactionJoined.INODE);
      to.add(new PageDirtied(tick(), thread, inode, page));
      to.add(new CallReturned(tick(), thread, Syscall.WRITE, 4096));
    }
  }

  private void join(int thread, long inode, int type) {
    both(new TransactionJoined(tick(), thread, transaction, inode, type));
  }

  /// So many blocks to the journal, its record, and one block home.
  private void commit(int blocks, long home) {
    both(new CommitStarted(tick(), JBD2, transaction));
    request("WS", 8000 + 8 * transaction, 8 * blocks, transaction);
    both(new BlockDirtied(tick(), JBD2, home, transaction, 0));
    request("WS", 9000 + 8 * transaction, 8, transaction);
    both(new CommitEnded(tick(), JBD2, transaction));
    request("WM", 8 * home, 8, 0);
  }

  private void request(String rwbs, long sector, int sectors, long ofTransaction) {
    SectorRange range = new SectorRange(sector, sectors);
    Rwbs parsed = Rwbs.parse(rwbs);
    both(
        new BioQueued(
            tick(),
            JBD2,
            DISK,
            range,
            parsed,
            new SubmitContext(0, 0, ofTransaction, false),
            Optional.empty(),
            List.of()));
    both(new RequestIssued(tick(), JBD2, DISK, range, range.bytes(), parsed));
    both(new RequestCompleted(tick(), DISK, range, 0, parsed));
  }

  private void both(IoEvent event) {
    ofLeft.add(event);
    ofRight.add(event);
  }

  private long tick() {
    return ++nowNs;
  }

  private static long journal(Outcome outcome) {
    return outcome.requests().stream()
        .filter(it -> it.cause() == Cause.JOURNAL)
        .mapToLong(TracedRequest::tracedBytes)
        .sum();
  }

  private static long shared(TracedRequest request) {
    return request.shares().stream().mapToLong(TracedRequest.Share::bytes).sum();
  }

  private Outcome outcome(int command, List<IoEvent> events) {
    return Outcome.of(
        new CorrelatorSetting(
            CorrelatorSetting.Rules.EXT4,
            DISK,
            Stack.plain(DISK, new Stack.Cache(true, true)),
            0,
            4096,
            4096,
            journal,
            false,
            command,
            true),
        events);
  }
}
