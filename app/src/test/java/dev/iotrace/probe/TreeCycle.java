package dev.iotrace.probe;

import dev.iotrace.correlate.CorrelatorSetting;
import dev.iotrace.correlate.Stack;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What bpftrace prints while a command starts one process after the other, each of which makes a
/// file with a number of its own, writes to it, syncs it and ends. Each second file is removed
/// again by the next one.
public final class TreeCycle extends Cycle {
  /// The process that is followed.
  public static final int COMMAND = 4100;

  private static final int FIRST_PROCESS = 5000;
  private static final int PROCESSES = 20_000;
  private static final int ROOT_INODE = 2;
  private static final long FIRST_INODE = 12;
  private static final int FIRST_BLOCK = 100_000;
  private static final int BLOCKS = 100_000;
  private static final DeviceNumber DISK = new DeviceNumber(7, 0);

  private final boolean hot;

  /// Blocks go home after each commit.
  public TreeCycle() {
    this(false);
  }

  /// @param hot whether each commit changes the same blocks, which therefore do not go home
  TreeCycle(boolean hot) {
    this.hot = hot;
  }

  @Override
  void cycle(long number) {
    long transaction = 2 + number;
    int process = Math.toIntExact(FIRST_PROCESS + number % PROCESSES);
    long inode = FIRST_INODE + number;
    long block = FIRST_BLOCK + number % BLOCKS;
    line("task %d %d %d 0".formatted(tick(), COMMAND, process));
    if (number % 2 == 1) {
      line("gone %d %d %d".formatted(tick(), process, inode - 1));
    }
    line("inode %d %d %d %d".formatted(tick(), process, inode, ROOT_INODE));
    line("join %d %d %d %d 4".formatted(tick(), process, transaction, ROOT_INODE));
    line("enter %d %d write %d 0 7".formatted(tick(), process, inode));
    line("join %d %d %d %d 1".formatted(tick(), process, transaction, inode));
    line("page %d %d %d 0".formatted(tick(), process, inode));
    line("return %d %d write 7".formatted(tick(), process));
    line("enter %d %d fsync %d 0 0".formatted(tick(), process, inode));
    line("alloc %d %d %d 0 %d 1".formatted(tick(), process, inode, block));
    data(process, block * 8, inode);
    line("join %d %d %d %d 11".formatted(tick(), WORKER, transaction, inode));
    long last = hot ? 9000 : 9000 + number % 100;
    commit(transaction, 66, 2121, last);
    line("return %d %d fsync 0".formatted(tick(), process));
    if (!hot) {
      home(66, 2121, last);
    }
    line("named %d %d dd".formatted(tick(), process));
    line("ended %d %d".formatted(tick(), process));
  }

  /// What the correlator must know of it.
  public static CorrelatorSetting setting() {
    return new CorrelatorSetting(
        CorrelatorSetting.Rules.EXT4,
        DISK,
        Stack.plain(DISK, new Stack.Cache(true, false)),
        0,
        4096,
        4096,
        CorrelatorSetting.Journal.ORDERED,
        false,
        COMMAND,
        true);
  }

  /// The events of a cycle, as they are decoded.
  public List<IoEvent> events(long number) throws IOException {
    append(number);
    List<IoEvent> decoded = new ArrayList<>();
    LineDecoder decoder =
        new LineDecoder(
            "tree",
            new LineDecoder.Output() {
              @Override
              public void events(List<IoEvent> events) {
                decoded.addAll(events);
              }

              @Override
              public void ready(int at) {}
            });
    Lines.read(new ByteArrayInputStream(take()), decoder);
    return decoded;
  }
}
