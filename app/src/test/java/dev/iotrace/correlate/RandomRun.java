package dev.iotrace.correlate;

import dev.iotrace.event.BlockDirtied;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CommitStarted;
import dev.iotrace.event.CounterRead.Moment;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.InodeAllocated;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.PageDirtied;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TransactionJoined;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A random workload beside random neighbours, as ext4 with a journal would report it, until all is
/// in its place. No two events have the same time.
public final class RandomRun {
  private static final int WRITER = 100;
  private static final int JBD2 = 200;
  private static final int FLUSHER = 300;
  private static final int END_IO = 301;
  private static final int NEIGHBOUR = 400;
  private static final long INODE = 12;
  private static final long OTHER_INODE = 77;
  private static final DeviceNumber DISK = new DeviceNumber(8, 0);
  private static final int BLOCK = 4096;
  private static final int SECTORS = BLOCK / SectorRange.SECTOR_BYTES;
  private static final int TICK_NS = 1000;
  private static final int PAGES = 24;
  private static final long FIRST_DATA_BLOCK = 1000;
  private static final long OTHER_DATA_BLOCK = 5000;

  private final Random random;
  private final CorrelatorSetting setting;
  private final List<IoEvent> events = new ArrayList<>();
  private final SimulatedDisk disk;
  private final Set<Long> dirty = new TreeSet<>();
  private final Set<Long> allocated = new HashSet<>();
  private final Set<Long> awayFromHome = new TreeSet<>();
  private long nowNs = 1_000_000;
  private long nextCall = 1;
  private long running = 1;
  private long journalBlock = 9000;
  private boolean converting;
  private long ourDataBytes;

  /// @param seed decides what happens
  /// @param cut decides how bios become requests
  public RandomRun(long seed, long cut) {
    random = new Random(seed);
    boolean writeCache = random.nextBoolean();
    Stack.Cache cache = new Stack.Cache(writeCache, writeCache && random.nextBoolean());
    setting =
        new CorrelatorSetting(
            CorrelatorSetting.Rules.EXT4,
            DISK,
            Stack.plain(DISK, cache),
            random.nextBoolean() ? 0 : 2048,
            BLOCK,
            BLOCK,
            random.nextBoolean()
                ? CorrelatorSetting.Journal.ORDERED
                : CorrelatorSetting.Journal.WRITEBACK,
            false,
            WRITER,
            false);
    disk = new SimulatedDisk(new Random(cut), cache, this::tick, events);
    run();
  }

  public CorrelatorSetting setting() {
    return setting;
  }

  public List<IoEvent> events() {
    return List.copyOf(events);
  }

  /// Bytes of all bios that carried pages of the workload's file.
  long ourDataBytes() {
    return ourDataBytes;
  }

  long writes() {
    return events.stream()
        .filter(event -> event instanceof CallIntended call && call.call().writes())
        .count();
  }

  private long tick() {
    return nowNs += TICK_NS;
  }

  private void run() {
    disk.count(Moment.START);
    events.add(new TransactionJoined(tick(), WRITER, running, INODE, 4));
    events.add(new InodeAllocated(tick(), WRITER, INODE, 2));
    int steps = 5 + random.nextInt(60);
    for (int step = 0; step < steps; step++) {
      step();
    }
    events.add(new WorkloadEnded(tick()));
    arrive();
    writeBack(FLUSHER, "W");
    arrive();
    commit();
    goHome(awayFromHome.size());
    arrive();
    disk.count(Moment.END);
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> write();
      case 4 -> sync();
      case 5 -> join(NEIGHBOUR + random.nextInt(3), OTHER_INODE + random.nextInt(2), 1);
      case 6 -> writeBack(FLUSHER, "W");
      case 7 -> writeBackOther();
      case 8 -> commit();
      case 9 -> goHome(1 + random.nextInt(4));
      case 10 -> arrive();
      default -> disk.count(Moment.DURING);
    }
    if (random.nextBoolean()) {
      disk.issue();
    }
  }

  private void join(int thread, long inode, int handleType) {
    events.add(new TransactionJoined(tick(), thread, running, inode, handleType));
  }

  private void write() {
    long offset = random.nextLong((PAGES - 4L) * BLOCK);
    long bytes = 1 + random.nextLong(3L * BLOCK);
    long result = random.nextInt(8) == 0 ? -28 : bytes;
    long id = begin(Syscall.WRITE, offset, bytes);
    join(WRITER, INODE, TransactionJoined.INODE);
    if (result > 0) {
      for (long page = offset / BLOCK; page * BLOCK < offset + bytes; page++) {
        if (dirty.add(page)) {
          events.add(new PageDirtied(tick(), WRITER, INODE, page));
        }
      }
    }
    end(Syscall.WRITE, id, result);
  }

  private void sync() {
    long id = begin(Syscall.FSYNC, 0, 0);
    writeBack(WRITER, "WS");
    arrive();
    commit();
    end(Syscall.FSYNC, id, 0);
  }

  private long begin(Syscall call, long offset, long bytes) {
    long id = nextCall++;
    events.add(new CallIntended(tick(), WRITER, id, call, INODE, offset, bytes));
    events.add(new CallEntered(tick(), WRITER, call, INODE, offset, bytes));
    return id;
  }

  private void end(Syscall call, long id, long result) {
    events.add(new CallReturned(tick(), WRITER, call, result));
    events.add(new CallFinished(tick(), WRITER, id, result));
  }

  private void writeBack(int thread, String rwbs) {
    waitFor(dirty.stream().map(page -> blocks(FIRST_DATA_BLOCK + page, 1)));
    SubmitContext context = new SubmitContext(INODE, tick(), 0, false);
    for (long page : dirty) {
      long block = FIRST_DATA_BLOCK + page;
      if (allocated.add(page)) {
        events.add(new BlocksAllocated(tick(), thread, INODE, page, block, 1));
        join(thread, INODE, 9);
        converting = true;
      }
      disk.submit(thread, blocks(block, 1), rwbs, context);
      ourDataBytes += BLOCK;
    }
    dirty.clear();
  }

  private void writeBackOther() {
    SubmitContext context = new SubmitContext(OTHER_INODE, tick(), 0, false);
    int count = 1 + random.nextInt(4);
    disk.submit(FLUSHER, blocks(OTHER_DATA_BLOCK + random.nextInt(9), count), "W", context);
    arrive();
  }

  private void waitFor(Stream<SectorRange> sectors) {
    if (sectors.anyMatch(disk::isBusy)) {
      arrive();
    }
  }

  /// All that was submitted is on the disk; workers finish what hangs on it.
  private void arrive() {
    disk.issue();
    disk.complete();
    if (converting) {
      join(END_IO, INODE, TransactionJoined.EXTENT_CONVERT);
      converting = false;
    }
  }

  /// Waits for the data first, so that its extents are converted in this transaction.
  private void commit() {
    arrive();
    long transaction = running++;
    events.add(new CommitStarted(tick(), JBD2, transaction));
    SubmitContext context = new SubmitContext(0, 0, transaction, false);
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      disk.submit(JBD2, blocks(journalBlock++, 1), "WSM", context);
    }
    disk.issue();
    disk.complete();
    disk.submit(JBD2, blocks(journalBlock++, 1), "FWFSM", context);
    disk.issue();
    disk.complete();
    for (int i = 1; i < count; i++) {
      long block = random.nextInt(40);
      events.add(new BlockDirtied(tick(), JBD2, block, transaction, 0));
      awayFromHome.add(block);
    }
    events.add(new CommitEnded(tick(), JBD2, transaction));
  }

  private void goHome(int count) {
    waitFor(awayFromHome.stream().map(block -> blocks(block, 1)));
    for (long block : List.copyOf(awayFromHome).subList(0, Math.min(count, awayFromHome.size()))) {
      disk.submit(FLUSHER, blocks(block, 1), "WM", SubmitContext.NONE);
      awayFromHome.remove(block);
    }
  }

  private SectorRange blocks(long block, int count) {
    return new SectorRange(setting.startSector() + block * SECTORS, count * SECTORS);
  }
}
