package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// The ring in which the kernel leaves results and the program takes them: `struct io_uring_cqe` of
/// `linux/io_uring.h`.
///
/// The tail is the kernel's, the head the program's. An entry may be read only after the tail that
/// shows it, loaded with acquire semantics; and it must have been read before the head that gives
/// it back is stored, with release semantics (`io_uring(7)`).
final class CompletionQueue {
  static final StructLayout IO_URING_CQE =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("user_data"), JAVA_INT.withName("res"), JAVA_INT.withName("flags"))
          .withName("io_uring_cqe");

  private static final long USER_DATA = offset("user_data");
  private static final long RES = offset("res");

  private static final VarHandle INDEX = JAVA_INT.varHandle();

  private final MemorySegment ring;
  private final long head;
  private final long tail;
  private final long cqes;
  private final int mask;
  private long userData;
  private int result;

  /// @param ring the mapping of both rings
  /// @param offsets where in it what is
  CompletionQueue(MemorySegment ring, Struct offsets) {
    this.ring = ring;
    this.head = offsets.getUnsigned("head");
    this.tail = offsets.getUnsigned("tail");
    this.cqes = offsets.getUnsigned("cqes");
    this.mask = ring.get(JAVA_INT, offsets.getUnsigned("ring_mask"));
  }

  /// Whether there is a completion to take.
  boolean ready() {
    return ring.get(JAVA_INT, head) != (int) INDEX.getAcquire(ring, tail);
  }

  /// Takes the oldest completion.
  ///
  /// @return false when there is none
  boolean take() {
    if (!ready()) {
      return false;
    }
    int first = ring.get(JAVA_INT, head);
    long cqe = cqes + (first & mask) * IO_URING_CQE.byteSize();
    userData = ring.get(JAVA_LONG, cqe + USER_DATA);
    result = ring.get(JAVA_INT, cqe + RES);
    INDEX.setRelease(ring, head, first + 1);
    return true;
  }

  /// `user_data` of the completion taken last.
  long userData() {
    return userData;
  }

  /// `res` of the completion taken last.
  int result() {
    return result;
  }

  private static long offset(String member) {
    return IO_URING_CQE.byteOffset(PathElement.groupElement(member));
  }
}
