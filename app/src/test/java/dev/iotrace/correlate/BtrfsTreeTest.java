package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.iotrace.event.ChunkMapped;
import dev.iotrace.event.ExtentInlined;
import dev.iotrace.event.ExtentMapped;
import dev.iotrace.event.FileOfSubvolume;
import dev.iotrace.event.GenerationCommitted;
import dev.iotrace.event.GenerationUnblocked;
import dev.iotrace.event.OrderedExtentAdded;
import dev.iotrace.event.OrderedExtentFinished;
import dev.iotrace.event.PagesCut;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A command on btrfs: the events are as `btrfs-tree.bt` and `calls-tree.bt` tell them.
class BtrfsTreeTest extends CommandEvents {
  private static final int COMMITTER = 8;
  private static final int STRANGER = 300;
  private static final long CHUNK = 1 << 20;
  private static final long OTHER_SUBVOLUME = 256L << 48;

  @BeforeEach
  void chunk() {
    rules = CorrelatorSetting.Rules.BTRFS;
    journal = CorrelatorSetting.Journal.NONE;
    add(new ChunkMapped(tick(), DISK, CHUNK, CHUNK, 1 << 24));
  }

  @Test
  void callOnAFileOfAnotherSubvolumeIsNotOneOnItsNamesake() {
    enter(COMMAND, Syscall.WRITE, 257, 0, 7);
    add(new FileOfSubvolume(tick(), COMMAND, OTHER_SUBVOLUME + 257));
    leave(COMMAND, Syscall.WRITE, 7);
    write(COMMAND, 257, 11);
    assertThat(outcome().writes())
        .extracting(TracedWrite::inode, TracedWrite::bytes)
        .containsExactly(tuple(OTHER_SUBVOLUME + 257, 7L), tuple(257L, 11L));
    writeExtent(257, 0, PAGE);
    assertThat(causes(outcome(), 0)).containsExactly(2L);
  }

  @Test
  void namesakeOfAFileOfAnotherSubvolumeIsNotFollowed() {
    enter(COMMAND, Syscall.WRITE, 257, 0, 7);
    add(new FileOfSubvolume(tick(), COMMAND, OTHER_SUBVOLUME + 257));
    leave(COMMAND, Syscall.WRITE, 7);
    writeExtent(257, 0, PAGE);
    assertThat(outcome().requests().getFirst().owner()).isEqualTo(Owner.UNRELATED);
  }

  /// It joins its generation, and no page of it becomes dirty.
  @Test
  void copyThatSharesExtentsIsSettledByItsGeneration() {
    enter(COMMAND, Syscall.COPY_FILE_RANGE, 257, 0, 0);
    add(new TransactionJoined(tick(), COMMAND, 9, 257, 1));
    leave(COMMAND, Syscall.COPY_FILE_RANGE, 3 * PAGE);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isFalse();
    commit(9);
    assertThat(outcome().settled()).isTrue();
  }

  @Test
  void pagesThatLeaveMemoryWithTheirInodeAreNotWaitedFor() {
    write(COMMAND, 257, 3 * PAGE);
    assertThat(settledAfter(new WorkloadEnded(tick()))).isFalse();
    assertThat(settledAfter(new PagesCut(tick(), COMMAND, 257, 0, 0, 1L << 62))).isTrue();
  }

  /// The file has moved, and its old place was given away.
  @Test
  void otherFileWhereOneOfTheCommandsStoodIsNotCharged() {
    add(new ExtentMapped(tick(), 257, 0, CHUNK, PAGE));
    write(COMMAND, 257, 7);
    writeExtent(257, PAGE, PAGE);
    data(CHUNK, PAGE, 300);
    assertThat(outcome().requests().get(1).owner()).isEqualTo(Owner.UNRELATED);
  }

  /// `btrfs_sync_log`: who comes second waits for who came first.
  @Test
  void logTreeIsOfAllThatWaitForIt() {
    add(new TaskStarted(tick(), COMMAND, CHILD, true));
    write(COMMAND, 257);
    write(CHILD, 258);
    enter(COMMAND, Syscall.FSYNC, 257, 0, 0);
    enter(CHILD, Syscall.FSYNC, 258, 0, 0);
    treeBlocks(COMMAND, 1, "btrfs_sync_log+1");
    assertThat(causes(outcome(), 0)).containsExactlyInAnyOrder(1L, 2L);
  }

  /// In its own report it has all of it, too.
  @Test
  void logTreeThatAnotherProgramWritesIsThatOnes() {
    write(COMMAND, 257);
    enter(COMMAND, Syscall.FSYNC, 257, 0, 0);
    treeBlocks(STRANGER, 1, "btrfs_sync_log+1");
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
    enter(COMMAND, Syscall.WRITE, 257, 0, 7);
    add(new TransactionJoined(tick(), COMMAND, 9, 257, 1));
    leave(COMMAND, Syscall.WRITE, 7);
    add(new GenerationUnblocked(tick(), COMMITTER));
    treeBlocks(COMMITTER, 3, "btrfs_commit_transaction+1");
    add(new GenerationCommitted(tick(), COMMITTER, 9));
    assertThat(outcome().requests().getFirst().tracedBytes()).isEqualTo(PAGE);
    assertThat(outcome().requests().getFirst().others()).isOne();
  }

  /// A snapshot: its thread commits the running generation, which nobody has joined.
  @Test
  void commitThatACommandWantsForItselfIsItsOwn() {
    add(new GenerationUnblocked(tick(), COMMAND));
    treeBlocks(COMMAND, 1, "btrfs_commit_transaction+1");
    add(new GenerationCommitted(tick(), COMMAND, 9));
    assertThat(outcome().requests().getFirst().owner()).isEqualTo(Owner.TRACED);
    assertThat(outcome().writes().getFirst().call()).isEqualTo(Syscall.OTHER);
  }

  /// Seven bytes that are in a tree block by now.
  private void write(int thread, long inode) {
    write(thread, inode, 7);
    add(new ExtentInlined(tick(), thread, inode, nowNs));
  }

  private void commit(long generation) {
    add(new GenerationUnblocked(tick(), COMMITTER));
    add(new GenerationCommitted(tick(), COMMITTER, generation));
  }

  /// The first bytes of the file go there, from the chunk's beginning.
  private void writeExtent(long inode, long at, long bytes) {
    add(new OrderedExtentAdded(tick(), KWORKER, inode, 0, CHUNK + at, bytes, bytes));
    data(CHUNK + at, bytes, inode);
    add(new OrderedExtentFinished(tick(), KWORKER, inode, CHUNK + at, bytes, nowNs));
  }

  private void data(long at, long bytes, long inode) {
    arrives(KWORKER, "W", at / 512, Math.toIntExact(bytes / 512), inode);
  }

  /// At the chunk's beginning.
  private void treeBlocks(int thread, int blocks, String function) {
    arrives(thread, "WSM", CHUNK / 512, 8 * blocks, 0, function);
  }
}
