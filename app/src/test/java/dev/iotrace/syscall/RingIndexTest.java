package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Rings in memory of ours, where the test is the kernel: heads and tails are 32 bits wide and wrap
/// after four thousand million operations, for which no test waits.
class RingIndexTest {
  private static final int ENTRIES = 4;
  private static final int HEAD = 0;
  private static final int TAIL = 4;
  private static final int MASK = 8;
  private static final int ARRAY = 64;
  private static final int BEFORE_THE_WRAP = -3;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment ring = arena.allocate(256, 8);

  @AfterEach
  void free() {
    arena.close();
  }

  @Test
  void operationsGoRoundTheSubmissionQueueAcrossTheWrapOfItsIndices() {
    MemorySegment sqes = arena.allocate(SubmissionQueue.IO_URING_SQE.byteSize() * ENTRIES, 8);
    start();
    SubmissionQueue queue =
        new SubmissionQueue(ring, offsets(IoUringParams.IO_SQRING_OFFSETS, "array"), sqes);
    for (int i = 0; i < ENTRIES; i++) {
      assertThat(ring.get(JAVA_INT, ARRAY + 4L * i)).isEqualTo(i);
    }
    for (int i = 0; i < 10; i++) {
      assertThat(queue.pending()).isZero();
      add(queue, 100 + i);
      add(queue, 200 + i);
      assertThat(queue.pending()).isEqualTo(2);
      assertThat(ring.get(JAVA_INT, TAIL)).isEqualTo(BEFORE_THE_WRAP + 2 * i + 2);
      assertThat(userDataAtTheHead(sqes)).isEqualTo(100 + i);
      assertThat(userDataAtTheHead(sqes)).isEqualTo(200 + i);
    }
  }

  @Test
  void fullSubmissionQueueTakesNoMore() {
    MemorySegment sqes = arena.allocate(SubmissionQueue.IO_URING_SQE.byteSize() * ENTRIES, 8);
    start();
    SubmissionQueue queue =
        new SubmissionQueue(ring, offsets(IoUringParams.IO_SQRING_OFFSETS, "array"), sqes);
    for (int i = 0; i < ENTRIES; i++) {
      add(queue, i);
    }
    assertThatThrownBy(() -> add(queue, ENTRIES)).isInstanceOf(IllegalStateException.class);
    assertThat(userDataAtTheHead(sqes)).isZero();
    add(queue, ENTRIES);
    assertThat(queue.pending()).isEqualTo(ENTRIES);
  }

  @Test
  void completionsGoRoundTheirQueueAcrossTheWrapOfItsIndices() {
    start();
    CompletionQueue queue =
        new CompletionQueue(ring, offsets(IoUringParams.IO_CQRING_OFFSETS, "cqes"));
    for (int i = 0; i < 10; i++) {
      assertThat(queue.take()).isFalse();
      complete(100 + i, -i);
      complete(200 + i, i);
      assertTaken(queue, 100 + i, -i);
      assertTaken(queue, 200 + i, i);
      assertThat(ring.get(JAVA_INT, HEAD)).isEqualTo(BEFORE_THE_WRAP + 2 * i + 2);
    }
  }

  private void start() {
    ring.set(JAVA_INT, HEAD, BEFORE_THE_WRAP);
    ring.set(JAVA_INT, TAIL, BEFORE_THE_WRAP);
    ring.set(JAVA_INT, MASK, ENTRIES - 1);
  }

  private Struct offsets(GroupLayout layout, String array) {
    Struct offsets = new Struct(layout, arena.allocate(layout));
    offsets.setInt("head", HEAD);
    offsets.setInt("tail", TAIL);
    offsets.setInt("ring_mask", MASK);
    offsets.setInt(array, ARRAY);
    return offsets;
  }

  private static void add(SubmissionQueue queue, long userData) {
    queue.add((byte) 0, -1, 0, MemorySegment.NULL, 0, 0, userData);
  }

  /// As the kernel takes an entry.
  private long userDataAtTheHead(MemorySegment sqes) {
    int head = ring.get(JAVA_INT, HEAD);
    int index = ring.get(JAVA_INT, ARRAY + 4L * (head & (ENTRIES - 1)));
    ring.set(JAVA_INT, HEAD, head + 1);
    GroupLayout sqe = SubmissionQueue.IO_URING_SQE;
    return sqes.get(
        JAVA_LONG, index * sqe.byteSize() + sqe.byteOffset(PathElement.groupElement("user_data")));
  }

  /// As the kernel leaves one.
  private void complete(long userData, int result) {
    int tail = ring.get(JAVA_INT, TAIL);
    long cqe = ARRAY + (tail & (ENTRIES - 1)) * CompletionQueue.IO_URING_CQE.byteSize();
    ring.set(JAVA_LONG, cqe, userData);
    ring.set(JAVA_INT, cqe + Long.BYTES, result);
    ring.set(JAVA_INT, TAIL, tail + 1);
  }

  private static void assertTaken(CompletionQueue queue, long userData, int result) {
    assertThat(queue.take()).isTrue();
    assertThat(queue.userData()).isEqualTo(userData);
    assertThat(queue.result()).isEqualTo(result);
  }
}
