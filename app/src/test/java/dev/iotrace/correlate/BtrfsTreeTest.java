package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.ChunkMapped;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.ExtentInlined;
import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.FileOfSubvolume;
import dev.iotrace.event.GenerationCommitted;
import dev.iotrace.event.GenerationUnblocked;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.OrderedExtentAdded;
import dev.iotrace.event.OrderedExtentFinished;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A command on btrfs: the events are as `btrfs-tree.bt` and `calls-tree.bt` tell them.
class BtrfsTreeTest {
  private static final DeviceNumber DISK = new DeviceNumber(8, 0);
  private static final int COMMAND = 100;
  private static final int CHILD = 101;
  private static final int KWORKER = 7;
  private static final int COMMITTER = 8;
  private static final int STRANGER = 300;
  private static final int PAGE = 4096;
  private static final long CHUNK = 1 << 20;
  private static final long OTHER_SUBVOLUME = 256L << 48;

  private final List<IoEvent> events = new ArrayList<>();
  private long nowNs = 1_000_000;

  BtrfsTreeTest() {
    add(new ChunkMapped(tick(), DISK, CHUNK, CHUNK, 1 << 24));
  }

  @Test
  void callOnAFileOfAnotherSubvolumeIsNotOneOnItsNamesake() {
    enter(Syscall.WRITE, 257, 7);
    add(new FileOfSubvolume(tick(), COMMAND, OTHER_SUBVOLUME + 257));
    leave(Syscall.WRITE, 7);
    enter(Syscall.WRITE, 257, 11);
    leave(Syscall.WRITE, 11);
    assertThat(outcome().writes())
        .extracting(TracedWrite::inode, TracedWrite::bytes)
        .containsExactly(tuple(OTHER_SUBVOLUME + 257, 7L), tuple(257L, 11L));
    writeBack(257, 0, PAGE);
    assertThat(causes(outcome(), 0)).containsExactly(2L);
  }

  @Test
  void namesakeOfAFileOfAnotherSubvolumeIsNotFollowed() {
    enter(Syscall.WRITE, 257, 7);
    add(new FileOfSubvolume(tick(), COMMAND, OTHER_SUBVOLUME + 257));
    leave(Syscall.WRITE, 7);
    writeBack(257, 0, PAGE);
    assertThat(outcome().requests().getFirst().owner()).isEqualTo(Owner.UNRELATED);
  }

  /// It joins its generation, and no page of it becomes dirty.
  @Test
  void copyThatSharesExtentsIsSettledByItsGeneration() {
    enter(Syscall.COPY_FILE_RANGE, 257, 0);
    add(new TransactionJoined(tick(), COMMAND, 9, 257, 1));
    leave(Syscall.COPY_FILE_RANGE, 3 * PAGE);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isFalse();
    commit(9);
    assertThat(outcome().settled()).isTrue();
  }

  @Test
  void pagesThatLeaveMemoryWithTheirInodeAreNotWaitedFor() {
    enter(Syscall.WRITE, 257, 3 * PAGE);
    leave(Syscall.WRITE, 3 * PAGE);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isFalse();
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, 257, 0, 0, 1L << 62))).isTrue();
  }

  /// The file has moved, and its old place was given away.
  @Test
  void otherFileWhereOneOfTheCommandsStoodIsNotCharged() {
    add(new ExtentMapped(tick(), 257, 0, CHUNK, PAGE));
    enter(Syscall.WRITE, 257, 7);
    leave(Syscall.WRITE, 7);
    writeBack(257, PAGE, PAGE);
    bio(KWORKER, CHUNK, PAGE, 300);
    assertThat(outcome().requests().get(1).owner()).isEqualTo(Owner.UNRELATED);
  }

  /// `btrfs_sync_log`: who comes second waits for who came first.
  @Test
  void logTreeIsOfAllThatWaitForIt() {
    add(new TaskStarted(tick(), COMMAND, CHILD, true));
    write(COMMAND, 257);
    write(CHILD, 258);
    add(new CallEntered(tick(), COMMAND, Syscall.FSYNC, 257, 0, 0));
    add(new CallEntered(tick(), CHILD, Syscall.FSYNC, 258, 0, 0));
    add(queued(COMMAND, "WSM", CHUNK, PAGE, 0, List.of("btrfs_sync_log+1")));
    issue("WSM", CHUNK, PAGE);
    assertThat(causes(outcome(), 0)).containsExactlyInAnyOrder(1L, 2L);
  }

  /// In its own report it has all of it, too.
  @Test
  void logTreeThatAnotherProgramWritesIsThatOnes() {
    write(COMMAND, 257);
    add(new CallEntered(tick(), COMMAND, Syscall.FSYNC, 257, 0, 0));
    add(queued(STRANGER, "WSM", CHUNK, PAGE, 0, List.of("btrfs_sync_log+1")));
    issue("WSM", CHUNK, PAGE);
    TracedRequest log = outcome().requests().getFirst();
    assertThat(log.shares()).extracting(TracedRequest.Share::writeId).containsExactly(1L);
    assertThat(log.tracedBytes()).isZero();
    assertThat(log.others()).isOne();
  }

  /// Two of the three files that it changes are somebody else's.
  @Test
  void generationIsSharedByTheFilesThatItChanges() {
    add(new TransactionJoined(tick(), STRANGER, 9, 0, 0));
    add(new TransactionJoined(tick(), STRANGER, 0, 300, 1));
    add(new TransactionJoined(tick(), STRANGER, 0, 301, 1));
    enter(Syscall.WRITE, 257, 7);
    add(new TransactionJoined(tick(), COMMAND, 9, 257, 1));
    leave(Syscall.WRITE, 7);
    add(new GenerationUnblocked(tick(), COMMITTER));
    add(queued(COMMITTER, "WSM", CHUNK, 3 * PAGE, 0, List.of("btrfs_commit_transaction+1")));
    issue("WSM", CHUNK, 3 * PAGE);
    add(new GenerationCommitted(tick(), COMMITTER, 9));
    assertThat(outcome().requests().getFirst().tracedBytes()).isEqualTo(PAGE);
    assertThat(outcome().requests().getFirst().others()).isOne();
  }

  /// A snapshot: its thread commits the running generation, which nobody has joined.
  @Test
  void commitThatACommandWantsForItselfIsItsOwn() {
    add(new GenerationUnblocked(tick(), COMMAND));
    add(queued(COMMAND, "WSM", CHUNK, PAGE, 0, List.of("btrfs_commit_transaction+1")));
    issue("WSM", CHUNK, PAGE);
    add(new GenerationCommitted(tick(), COMMAND, 9));
    assertThat(outcome().requests().getFirst().owner()).isEqualTo(Owner.TRACED);
    assertThat(outcome().writes().getFirst().call()).isEqualTo(Syscall.OTHER);
  }

  /// Seven bytes that are in a tree block by now.
  private void write(int thread, long inode) {
    add(new CallEntered(tick(), thread, Syscall.WRITE, inode, 0, 7));
    add(new CallReturned(tick(), thread, Syscall.WRITE, 7));
    add(new ExtentInlined(tick(), thread, inode, nowNs));
  }

  private void commit(long generation) {
    add(new GenerationUnblocked(tick(), COMMITTER));
    add(new GenerationCommitted(tick(), COMMITTER, generation));
  }

  private boolean settledAfter(IoEvent event) {
    add(event);
    return outcome().settled();
  }

  private void enter(Syscall call, long inode, long bytes) {
    add(new CallEntered(tick(), COMMAND, call, inode, 0, bytes));
  }

  private void leave(Syscall call, long result) {
    add(new CallReturned(tick(), COMMAND, call, result));
  }

  /// The first bytes of the file go there, from the chunk's beginning.
  private void writeBack(long inode, long at, long bytes) {
    add(new OrderedExtentAdded(tick(), KWORKER, inode, 0, CHUNK + at, bytes, bytes));
    bio(KWORKER, CHUNK + at, bytes, inode);
    add(new OrderedExtentFinished(tick(), KWORKER, inode, CHUNK + at, bytes, nowNs));
  }

  private void bio(int thread, long at, long bytes, long inode) {
    add(queued(thread, "W", at, bytes, inode, List.of()));
    issue("W", at, bytes);
  }

  private BioQueued queued(
      int thread, String rwbs, long at, long bytes, long inode, List<String> stack) {
    return new BioQueued(
        tick(),
        thread,
        DISK,
        sectors(at, bytes),
        Rwbs.parse(rwbs),
        new SubmitContext(inode, inode == 0 ? 0 : nowNs, 0, false),
        Optional.empty(),
        stack);
  }

  private void issue(String rwbs, long at, long bytes) {
    SectorRange range = sectors(at, bytes);
    add(new RequestIssued(tick(), KWORKER, DISK, range, range.bytes(), Rwbs.parse(rwbs)));
    add(new RequestCompleted(tick(), DISK, range, 0, Rwbs.parse(rwbs)));
  }

  private static SectorRange sectors(long at, long bytes) {
    return new SectorRange(at / 512, Math.toIntExact(bytes / 512));
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
        CorrelatorSetting.Rules.BTRFS,
        DISK,
        Stack.plain(DISK, new Stack.Cache(true, false)),
        0,
        PAGE,
        PAGE,
        CorrelatorSetting.Journal.NONE,
        false,
        COMMAND,
        true);
  }
}
