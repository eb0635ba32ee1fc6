package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// The ring in which the program leaves operations and the kernel takes them: `struct io_uring_sqe`
/// of `linux/io_uring.h`.
///
/// The tail is the program's, the head the kernel's; both only ever grow, and wrap at 2^32. An
/// entry must be in memory before the tail that shows it, so the tail is stored with release
/// semantics and the head loaded with acquire (`io_uring(7)`; `io_uring_smp_store_release` of
/// liburing).
final class SubmissionQueue {
  static final StructLayout IO_URING_SQE =
      MemoryLayout.structLayout(
              JAVA_BYTE.withName("opcode"),
              JAVA_BYTE.withName("flags"),
              JAVA_SHORT.withName("ioprio"),
              JAVA_INT.withName("fd"),
              JAVA_LONG.withName("off"),
              ADDRESS.withName("addr"),
              JAVA_INT.withName("len"),
              JAVA_INT.withName("rw_flags"),
              JAVA_LONG.withName("user_data"),
              JAVA_SHORT.withName("buf_index"),
              JAVA_SHORT.withName("personality"),
              JAVA_INT.withName("splice_fd_in"),
              MemoryLayout.sequenceLayout(2, JAVA_LONG).withName("__pad2"))
          .withName("io_uring_sqe");

  private static final long OPCODE = offset("opcode");
  private static final long FD = offset("fd");
  private static final long OFF = offset("off");
  private static final long ADDR = offset("addr");
  private static final long LEN = offset("len");
  private static final long RW_FLAGS = offset("rw_flags");
  private static final long USER_DATA = offset("user_data");

  private static final VarHandle INDEX = JAVA_INT.varHandle();

  private final MemorySegment ring;
  private final MemorySegment sqes;
  private final long head;
  private final long tail;
  private final int mask;

  /// Entry i of the ring shall forever stand for `sqes[i]`: this program never submits them in
  /// another order.
  ///
  /// @param ring the mapping at `IORING_OFF_SQ_RING`
  /// @param offsets where in it what is
  /// @param sqes the mapping at `IORING_OFF_SQES`, zero
  SubmissionQueue(MemorySegment ring, Struct offsets, MemorySegment sqes) {
    this.ring = ring;
    this.sqes = sqes;
    this.head = offsets.getUnsigned("head");
    this.tail = offsets.getUnsigned("tail");
    this.mask = ring.get(JAVA_INT, offsets.getUnsigned("ring_mask"));
    long array = offsets.getUnsigned("array");
    for (int i = 0; i <= mask; i++) {
      ring.set(JAVA_INT, array + (long) i * Integer.BYTES, i);
    }
  }

  int entries() {
    return mask + 1;
  }

  /// How many operations the kernel has not taken yet.
  int pending() {
    return ring.get(JAVA_INT, tail) - (int) INDEX.getAcquire(ring, head);
  }

  /// Adds an operation. Members that are not named here are zero in all of them.
  ///
  /// @throws IllegalStateException when there is no room
  void add(
      byte opcode,
      int fd,
      long offset,
      MemorySegment address,
      int length,
      int operationFlags,
      long userData) {
    if (pending() == entries()) {
      throw new IllegalStateException("the submission queue is full");
    }
    int next = ring.get(JAVA_INT, tail);
    long sqe = (next & mask) * IO_URING_SQE.byteSize();
    sqes.set(JAVA_BYTE, sqe + OPCODE, opcode);
    sqes.set(JAVA_INT, sqe + FD, fd);
    sqes.set(JAVA_LONG, sqe + OFF, offset);
    sqes.set(ADDRESS, sqe + ADDR, address);
    sqes.set(JAVA_INT, sqe + LEN, length);
    sqes.set(JAVA_INT, sqe + RW_FLAGS, operationFlags);
    sqes.set(JAVA_LONG, sqe + USER_DATA, userData);
    INDEX.setRelease(ring, tail, next + 1);
  }

  private static long offset(String member) {
    return IO_URING_SQE.byteOffset(PathElement.groupElement(member));
  }
}
