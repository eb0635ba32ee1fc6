package dev.iotrace.matrix;

import dev.iotrace.bench.BenchRefused;
import dev.iotrace.bench.Calls;
import dev.iotrace.bench.Throughput;
import dev.iotrace.bench.WriteRound;
import dev.iotrace.report.Report.State;
import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.workload.Content;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Sync;

/// Measures cells on one file, one after the other. For one thread.
public final class CellRunner {
  /// Where `malloc` of the C library puts a large block: behind its head, at the beginning of a
  /// page (`MALLOC_ALIGNMENT`, malloc/malloc.c of glibc).
  private static final int MALLOC_HEAD_BYTES = 16;

  private static final int PAGE_BYTES = 4096;

  private final HeldFile file;
  private final DirectIo alignment;
  private final MatrixPlan plan;
  private final WriteRound round;

  /// @param alignment what direct I/O on the file asks for
  public CellRunner(HeldFile file, DirectIo alignment, MatrixPlan plan, WriteRound round) {
    this.file = file;
    this.alignment = alignment;
    this.plan = plan;
    this.round = round;
  }

  /// Writes all that the cells are going to write once, so that none pays for allocation or for
  /// code that is met for the first time, and brings it home.
  ///
  /// @return false when the user ended it
  /// @throws BenchRefused when the file cannot be written
  public boolean prepare() throws ErrnoException {
    long blocks = plan.totalBytes() / PAGE_BYTES;
    long rest = plan.totalBytes() % PAGE_BYTES;
    try (FileDescriptor open = file.open(OpenFlags.O_WRONLY);
        NativeBuffer page = Content.allocate(PAGE_BYTES, PAGE_BYTES, plan.seed())) {
      if (blocks > 0) {
        Calls calls = new Calls(PAGE_BYTES, blocks, Pattern.SEQ, plan.seed(), Sync.NONE);
        Throughput once =
            round.run(0, open, page, new WriteRound.Plan(calls, Sync.FSYNC, Long.MAX_VALUE));
        if (once.state() == State.FAILED) {
          throw BenchRefused.workload(
              "cannot write " + file.path() + " once before the cells",
              once.failure(),
              "mend that, or choose another target");
        }
        if (once.state() == State.INTERRUPTED) {
          return false;
        }
      }
      if (rest > 0) {
        Unistd.pwrite(open, page, 0, rest, blocks * PAGE_BYTES);
      }
    }
    file.settle();
    return true;
  }

  /// One cell: what it writes starts at the beginning of the file and ends within it.
  public MatrixRun run(CellKey cell, int number) throws ErrnoException {
    file.settle();
    Durability durability = cell.flagSet().durability();
    Calls calls =
        new Calls(
            cell.blockBytes(),
            plan.totalBytes() / cell.blockBytes(),
            Pattern.SEQ,
            plan.seed(),
            durability.each());
    try (NativeBuffer block = block(cell);
        FileDescriptor open = file.open(cell.flagSet().openFlags())) {
      WriteRound.Plan writes =
          new WriteRound.Plan(calls, durability.closing(), plan.cellTime().toNanos());
      Throughput throughput = round.run(number, open, block, writes);
      return MatrixRun.of(cell, throughput);
    }
  }

  private NativeBuffer block(CellKey cell) {
    long bytes = cell.blockBytes();
    int direct = Math.max(PAGE_BYTES, alignment.memoryAlignment());
    NativeBuffer buffer =
        switch (cell.flagSet().access()) {
          case PLAIN -> NativeBuffer.allocateBeyond(bytes, PAGE_BYTES, MALLOC_HEAD_BYTES);
          case ALIGNED, DIRECT -> NativeBuffer.allocate(bytes, direct);
        };
    return Content.fill(buffer, plan.seed());
  }
}
