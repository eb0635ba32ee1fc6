package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A command with several threads and processes: the events are as the probes tell them.
class TreeCallsTest {
  private static final DeviceNumber DISK = new DeviceNumber(8, 0);
  private static final int COMMAND = 100;
  private static final int CHILD = 101;
  private static final int KWORKER = 7;
  private static final int PAGE = 4096;

  private final List<IoEvent> events = new ArrayList<>();
  private long nowNs = 1_000_000;

  @Test
  void callsOfTwoThreadsAtOnceAreToldApart() {
    add(new TaskStarted(tick(), COMMAND, CHILD, true));
    enter(COMMAND, Syscall.WRITE, 12, 0, 7);
    enter(CHILD, Syscall.WRITE, 13, 0, 11);
    add(new PageDirtied(tick(), CHILD, 13, 0));
    add(new PageDirtied(tick(), COMMAND, 12, 0));
    leave(COMMAND, Syscall.WRITE, 7);
    leave(CHILD, Syscall.WRITE, 11);
    writeBack(KWORKER, 13, 2000);
    writeBack(KWORKER, 12, 1000);
    Outcome outcome = outcome();
    assertThat(outcome.writes())
        .extracting(TracedWrite::threadId, TracedWrite::processId, TracedWrite::bytes)
        .containsExactly(tuple(COMMAND, COMMAND, 7L), tuple(CHILD, COMMAND, 11L));
    assertThat(causes(outcome, 0)).containsExactly(2L);
    assertThat(causes(outcome, 1)).containsExactly(1L);
  }

  @Test
  void syncOfOneFileIsNotForTheWritesOfAnother() {
    write(COMMAND, 12, 7);
    write(COMMAND, 13, 11);
    enter(COMMAND, Syscall.FSYNC, 13, 0, 0);
    bio(COMMAND, "FWS", 0, 0, 0);
    issue("FF", 0, 0);
    leave(COMMAND, Syscall.FSYNC, 0);
    assertThat(causes(outcome(), 0)).containsExactly(2L);
  }

  @Test
  void whoReusesTheNumberOfAnEndedTaskIsNotFollowed() {
    add(new TaskStarted(tick(), COMMAND, CHILD, false));
    write(CHILD, 12, 7);
    add(new TaskEnded(tick(), CHILD));
    bio(CHILD, "RM", 8000, 8, 0);
    issue("RM", 8000, 8);
    assertThat(outcome().requests().getFirst().owner()).isEqualTo(Owner.UNRELATED);
  }

  @Test
  void whatAProcessMakesOfAnInodeIsAnOperationWithoutBytes() {
    add(new TransactionJoined(tick(), COMMAND, 5, 2, 4));
    add(new TransactionJoined(tick(), COMMAND, 5, 2, 4));
    TracedWrite made = outcome().writes().getFirst();
    assertThat(made.call()).isEqualTo(Syscall.OTHER);
    assertThat(made.inode()).isEqualTo(2);
    assertThat(made.bytes()).isZero();
    assertThat(made.isCall()).isFalse();
  }

  @Test
  void whoElseChangesADirectoryThatTheCommandMadeIsCharged() {
    add(new InodeAllocated(tick(), COMMAND, 12, 2));
    add(new TransactionJoined(tick(), 999, 5, 12, 4));
    assertThat(outcome().writes()).isEmpty();
  }

  @Test
  void fileThatIsGoneIsNotWaitedFor() {
    write(COMMAND, 12, 7);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isFalse();
    assertThat(settledAfter(new InodeGone(tick(), COMMAND, 12))).isTrue();
    assertThat(outcome().writes().getFirst().durableNs()).isZero();
  }

  @Test
  void pagesThatAreCutOffAreNotWaitedFor() {
    write(COMMAND, 12, 3 * PAGE);
    add(new WorkloadEnded(tick()));
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, 12, 0, 100, 3 * PAGE - 100))).isFalse();
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, 12, 0, 0, PAGE))).isTrue();
  }

  /// What it reached before its page was written back is on its way: nothing is left to wait for.
  @Test
  void pageThatIsWrittenBackDuringTheCallIsNotDirtyAfterIt() {
    enter(COMMAND, Syscall.WRITE, 12, 0, 7);
    add(new PageDirtied(tick(), COMMAND, 12, 0));
    writeBack(KWORKER, 12, 1000);
    leave(COMMAND, Syscall.WRITE, 7);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isTrue();
    assertThat(causes(outcome(), 0)).containsExactly(1L);
  }

  private boolean settledAfter(IoEvent event) {
    add(event);
    return outcome().settled();
  }

  private void write(int thread, long inode, long bytes) {
    enter(thread, Syscall.WRITE, inode, 0, bytes);
    leave(thread, Syscall.WRITE, bytes);
  }

  private void enter(int thread, Syscall call, long inode, long offset, long bytes) {
    add(new CallEntered(tick(), thread, call, inode, offset, bytes));
  }

  private void leave(int thread, Syscall call, long result) {
    add(new CallReturned(tick(), thread, call, result));
  }

  /// Page 0 of the inode goes to the disk.
  private void writeBack(int thread, long inode, long block) {
    long sector = block * 8;
    add(new BlocksAllocated(tick(), thread, inode, 0, block, 1));
    bio(thread, "W", sector, 8, inode);
    issue("W", sector, 8);
  }

  private void bio(int thread, String rwbs, long sector, int sectors, long inode) {
    add(
        new BioQueued(
            tick(),
            thread,
            DISK,
            new SectorRange(sector, sectors),
            Rwbs.parse(rwbs),
            new SubmitContext(inode, inode == 0 ? 0 : nowNs, 0, false),
            Optional.empty(),
            List.of()));
  }

  private void issue(String rwbs, long sector, int sectors) {
    SectorRange range = new SectorRange(sector, sectors);
    add(new RequestIssued(tick(), KWORKER, DISK, range, range.bytes(), Rwbs.parse(rwbs)));
    add(new RequestCompleted(tick(), DISK, range, 0, Rwbs.parse(rwbs)));
  }

  private void add(IoEvent event) {
    events.add(event);
  }

  private long tick() {
    return nowNs += 1000;
  }

  private Outcome outcome() {
    return Outcome.of(setting(), events);
  }

  private static List<Long> causes(Outcome outcome, int request) {
    return outcome.requests().get(request).shares().stream()
        .map(TracedRequest.Share::writeId)
        .toList();
  }

  private static CorrelatorSetting setting() {
    return new CorrelatorSetting(
        CorrelatorSetting.Rules.EXT4,
        DISK,
        Stack.plain(DISK, new Stack.Cache(true, false)),
        0,
        PAGE,
        PAGE,
        CorrelatorSetting.Journal.ORDERED,
        false,
        COMMAND,
        true);
  }
}
