package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BlocksAllocated;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.Syscall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The events of a command with several threads and processes, as the probes tell them.
abstract class CommandEvents {
  static final DeviceNumber DISK = new DeviceNumber(8, 0);
  static final int COMMAND = 100;
  static final int CHILD = 101;
  static final int KWORKER = 7;
  static final int PAGE = 4096;

  final List<IoEvent> events = new ArrayList<>();
  long nowNs = 1_000_000;
  CorrelatorSetting.Rules rules = CorrelatorSetting.Rules.EXT4;
  CorrelatorSetting.Journal journal = CorrelatorSetting.Journal.ORDERED;
  boolean fua;

  boolean settledAfter(IoEvent event) {
    add(event);
    return outcome().settled();
  }

  void write(int thread, long inode, long bytes) {
    enter(thread, Syscall.WRITE, inode, 0, bytes);
    leave(thread, Syscall.WRITE, bytes);
  }

  void enter(int thread, Syscall call, long inode, long offset, long bytes) {
    add(new CallEntered(tick(), thread, call, inode, offset, bytes));
  }

  void leave(int thread, Syscall call, long result) {
    add(new CallReturned(tick(), thread, call, result));
  }

  /// Page 0 of the inode goes to the disk.
  void writeBack(int thread, long inode, long block) {
    add(new BlocksAllocated(tick(), thread, inode, 0, block, 1));
    arrives(thread, "W", block * 8, 8, inode);
  }

  /// As one request.
  void arrives(int thread, String rwbs, long sector, int sectors, long inode, String... stack) {
    bio(thread, rwbs, sector, sectors, inode, stack);
    issue(rwbs, sector, sectors);
  }

  void bio(int thread, String rwbs, long sector, int sectors, long inode, String... stack) {
    add(
        new BioQueued(
            tick(),
            thread,
            DISK,
            new SectorRange(sector, sectors),
            Rwbs.parse(rwbs),
            new SubmitContext(inode, inode == 0 ? 0 : nowNs, 0, false),
            Optional.empty(),
            List.of(stack)));
  }

  void issue(String rwbs, long sector, int sectors) {
    SectorRange range = new SectorRange(sector, sectors);
    add(new RequestIssued(tick(), KWORKER, DISK, range, range.bytes(), Rwbs.parse(rwbs)));
    add(new RequestCompleted(tick(), DISK, range, 0, Rwbs.parse(rwbs)));
  }

  /// Of the whole device; returns when it is done.
  long flush(int thread, String... stack) {
    bio(thread, "FWS", 0, 0, 0, stack);
    issue("FF", 0, 0);
    return nowNs;
  }

  /// Of the calls that wrote, the one of that number, from 1 on.
  long durableNs(long write) {
    return outcome().writes().stream()
        .filter(each -> each.isCall() && each.bytes() > 0)
        .skip(write - 1)
        .findFirst()
        .orElseThrow()
        .durableNs();
  }

  void add(IoEvent event) {
    events.add(event);
  }

  long tick() {
    return nowNs += 1000;
  }

  Outcome outcome() {
    return Outcome.of(setting(), events);
  }

  static List<Long> causes(Outcome outcome, int request) {
    return outcome.requests().get(request).shares().stream()
        .map(TracedRequest.Share::writeId)
        .toList();
  }

  CorrelatorSetting setting() {
    return new CorrelatorSetting(
        rules,
        DISK,
        Stack.plain(DISK, new Stack.Cache(true, fua)),
        0,
        PAGE,
        PAGE,
        journal,
        false,
        COMMAND,
        true);
  }
}
