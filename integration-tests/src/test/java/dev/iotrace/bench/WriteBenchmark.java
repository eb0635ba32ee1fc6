package dev.iotrace.bench;

import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.scratch.SystemRemover;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.workload.Content;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// What `iotrace bench write` measures, beside the same loop in C and fio's engine psync, and its
/// writes by io_uring beside fio's: the same file on a scratch ext4, the same blocks, the same
/// flags, each written before.
///
/// Rounds of two alternate, and change places each time, so that a change of the machine's speed
/// meets both; before each the file is clean. A ratio is that of two neighbours: 1 is as fast as
/// the other. fio tells milliseconds, hence rounds of some hundred.
final class WriteBenchmark {
  private static final int MIB = 1 << 20;
  private static final int ALIGNMENT = 4096;
  private static final int WARM_UP_ROUNDS = 5;

  /// Rounds of some 20 ms, so that the machine is the same for both of a pair.
  private static final List<Load> LOADS =
      List.of(
          new Load("4 KiB buffered", 4096, 16_384, false, false),
          new Load("4 KiB O_DIRECT", 4096, 1024, true, false),
          new Load("1 MiB O_DIRECT", MIB, 64, true, false),
          new Load("4 KiB, fsync each", 4096, 32, false, true));

  /// The same by io_uring, beside fio's engine of that name.
  private static final List<Load> RING_LOADS =
      List.of(
          new Load("4 KiB direct, 32", 4096, 8192, true, false),
          new Load("64 KiB direct, 32", 65_536, 1024, true, false),
          new Load("4 KiB buffered, 32", 4096, 4096, false, false));

  private static final int DEPTH = 32;

  /// fio tells milliseconds, so its rounds are so many times as long, and so many times fewer.
  private static final int FIO_TIMES = 4;

  private final int rounds;
  private final Path file;
  private final Path program;
  private final String disk;

  private WriteBenchmark(int rounds, Scratch scratch) throws IOException, InterruptedException {
    this.rounds = rounds;
    this.program = Rival.C.compile(scratch.mountPoint());
    this.file = Files.createFile(scratch.mountPoint().resolve("file"));
    this.disk = scratch.device().getFileName().toString();
  }

  /// @param args how many pairs with fio, 51 unless named
  static void main(String... args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 51;
    Registry registry = Registry.open(Registry.defaultDirectory(), new SystemRemover());
    registry.removeStale();
    try (Run run = registry.begin();
        Scratch scratch = Scratch.create(ScratchSpec.parse("ext4,size=1g"), run)) {
      scratch.awaitQuiet();
      System.out.printf(
          Locale.ROOT,
          "%s, Linux %s %s, %d CPUs, Java %s, scratch ext4 on a loop device, %d pairs (fio %d)%n",
          LocalDate.now(ZoneOffset.UTC),
          System.getProperty("os.version"),
          System.getProperty("os.arch"),
          Runtime.getRuntime().availableProcessors(),
          Runtime.version(),
          FIO_TIMES * rounds,
          rounds);
      System.out.println("                        MB/s, medians        ratio of pairs");
      System.out.println("load               by     iotrace      other  median     25%     75%");
      WriteBenchmark benchmark = new WriteBenchmark(rounds, scratch);
      for (Load load : LOADS) {
        benchmark.compare(load);
      }
      for (Load load : RING_LOADS) {
        benchmark.compareByRing(load);
      }
    }
  }

  private void compare(Load load) throws Exception {
    int flags = OpenFlags.O_WRONLY | (load.direct() ? OpenFlags.O_DIRECT : 0);
    Load longer = load.times(FIO_TIMES);
    try (FileDescriptor open = Fcntl.open(file, flags);
        NativeBuffer block = Content.allocate(load.blockBytes(), ALIGNMENT, 1);
        Rival c = new Rival.C(program, file, load);
        Rival fio = new Rival.Fio(file, longer);
        Rival ours = new Ours(open, block, load);
        Rival oursLonger = new Ours(open, block, longer)) {
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        oursLonger.mbPerS();
      }
      print(load, "C", Pairs.of(ours, c, FIO_TIMES * rounds, () -> Unistd.fsync(open)));
      print(load, "fio", Pairs.of(oursLonger, fio, rounds, () -> Unistd.fsync(open)));
    }
  }

  private void compareByRing(Load load) throws Exception {
    int flags = OpenFlags.O_WRONLY | (load.direct() ? OpenFlags.O_DIRECT : 0);
    Load longer = load.times(FIO_TIMES);
    try (FileDescriptor open = Fcntl.open(file, flags);
        NativeBuffer block = Content.allocate(load.blockBytes(), ALIGNMENT, 1);
        Rival fio = Rival.Fio.byRing(file, longer, DEPTH);
        Rival ours = new Ours(open, block, longer, new Engine.Ring(DEPTH))) {
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        ours.mbPerS();
      }
      print(load, "fio", Pairs.of(ours, fio, rounds, () -> Unistd.fsync(open)));
    }
  }

  private static void print(Load load, String rival, Pairs pairs) {
    System.out.printf(
        Locale.ROOT,
        "%-18s %-4s %9.1f %9.1f %7.3f %7.3f %7.3f%n",
        load.name(),
        rival,
        pairs.ours(),
        pairs.theirs(),
        pairs.ratio(50),
        pairs.ratio(25),
        pairs.ratio(75));
  }

  /// What `iotrace bench write` does in a round.
  private final class Ours implements Rival {
    private final FileDescriptor open;
    private final NativeBuffer block;
    private final WriteRound.Plan plan;
    private final WriteRound round =
        new WriteRound(() -> DeviceCounters.read(HostTree.LIVE, disk), () -> false);

    Ours(FileDescriptor open, NativeBuffer block, Load load) {
      this(open, block, load, new Engine.Synchronous());
    }

    Ours(FileDescriptor open, NativeBuffer block, Load load, Engine engine) {
      this.open = open;
      this.block = block;
      Sync sync = load.fsync() ? Sync.FSYNC : Sync.NONE;
      Calls calls = new Calls(load.blockBytes(), load.count(), Pattern.SEQ, 1, sync);
      this.plan = new WriteRound.Plan(engine, calls, Sync.NONE, Long.MAX_VALUE);
    }

    @Override
    public double mbPerS() {
      return round.run(1, open, block, plan).mbPerS();
    }

    @Override
    public void close() {
      // File and block are the caller's.
    }
  }
}
