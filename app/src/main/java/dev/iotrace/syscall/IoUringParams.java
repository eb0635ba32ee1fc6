package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// What `io_uring_setup` is asked for and what it tells: `struct io_uring_params` of
/// `linux/io_uring.h`.
record IoUringParams(Struct params) {
  static final StructLayout IO_SQRING_OFFSETS =
      MemoryLayout.structLayout(
              JAVA_INT.withName("head"),
              JAVA_INT.withName("tail"),
              JAVA_INT.withName("ring_mask"),
              JAVA_INT.withName("ring_entries"),
              JAVA_INT.withName("flags"),
              JAVA_INT.withName("dropped"),
              JAVA_INT.withName("array"),
              JAVA_INT.withName("resv1"),
              JAVA_LONG.withName("__user_addr"))
          .withName("io_sqring_offsets");

  static final StructLayout IO_CQRING_OFFSETS =
      MemoryLayout.structLayout(
              JAVA_INT.withName("head"),
              JAVA_INT.withName("tail"),
              JAVA_INT.withName("ring_mask"),
              JAVA_INT.withName("ring_entries"),
              JAVA_INT.withName("overflow"),
              JAVA_INT.withName("cqes"),
              JAVA_INT.withName("flags"),
              JAVA_INT.withName("resv1"),
              JAVA_LONG.withName("__user_addr"))
          .withName("io_cqring_offsets");

  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
              JAVA_INT.withName("sq_entries"),
              JAVA_INT.withName("cq_entries"),
              JAVA_INT.withName("flags"),
              JAVA_INT.withName("sq_thread_cpu"),
              JAVA_INT.withName("sq_thread_idle"),
              JAVA_INT.withName("features"),
              JAVA_INT.withName("wq_fd"),
              MemoryLayout.sequenceLayout(3, JAVA_INT).withName("resv"),
              IO_SQRING_OFFSETS.withName("sq_off"),
              IO_CQRING_OFFSETS.withName("cq_off"))
          .withName("io_uring_params");

  /// Linux 5.4: one mapping holds both rings.
  private static final int IORING_FEAT_SINGLE_MMAP = 1;

  /// Linux 5.6, which also brought `IORING_OP_WRITE`.
  private static final int IORING_FEAT_RW_CUR_POS = 1 << 3;

  /// Linux 5.11: a wait with an end.
  private static final int IORING_FEAT_EXT_ARG = 1 << 8;

  private static final int NEEDED = IORING_FEAT_SINGLE_MMAP | IORING_FEAT_RW_CUR_POS;

  /// In zeroed memory, but for the flags that ask for something.
  static IoUringParams asking(MemorySegment memory, int flags) {
    Struct params = new Struct(LAYOUT, memory);
    params.setInt("flags", flags);
    return new IoUringParams(params);
  }

  MemorySegment memory() {
    return params.memory();
  }

  /// Whether the kernel has all that is used here.
  boolean sufficient() {
    return (params.getInt("features") & NEEDED) == NEEDED;
  }

  /// Whether a wait for completions can have an end.
  boolean limitable() {
    return (params.getInt("features") & IORING_FEAT_EXT_ARG) != 0;
  }

  /// How many entries the submission queue got: what was asked for, up to the next power of two.
  int submissionEntries() {
    return params.getInt("sq_entries");
  }

  Struct submissionOffsets() {
    return part("sq_off", IO_SQRING_OFFSETS);
  }

  Struct completionOffsets() {
    return part("cq_off", IO_CQRING_OFFSETS);
  }

  /// How long the mapping of both rings is: as far as the array of either reaches,
  /// `io_uring_setup(2)`.
  long ringBytes() {
    long submissions =
        submissionOffsets().getUnsigned("array") + params.getUnsigned("sq_entries") * Integer.BYTES;
    long completions =
        completionOffsets().getUnsigned("cqes")
            + params.getUnsigned("cq_entries") * CompletionQueue.IO_URING_CQE.byteSize();
    return Math.max(submissions, completions);
  }

  /// How long the mapping of the entries to be submitted is.
  long entryBytes() {
    return params.getUnsigned("sq_entries") * SubmissionQueue.IO_URING_SQE.byteSize();
  }

  private Struct part(String member, GroupLayout layout) {
    return new Struct(layout, params.memory().asSlice(params.offset(member), layout.byteSize()));
  }
}
