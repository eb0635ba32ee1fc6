package dev.iotrace.correlate;

import dev.iotrace.event.CallIntended;
import dev.iotrace.event.Syscall;
import org.jspecify.annotations.Nullable;

/// A logical write on its way to the device.
///
/// It is there before the driver announces it: its thread opens the file first.
final class LogicalWrite {
  private @Nullable CallIntended intended;
  private long result;
  private boolean witnessed;
  private boolean finished;
  private long startNs;
  private long endNs;

  /// Pages and unjournaled blocks that hold its bytes and are not yet submitted.
  private int unwritten;

  /// Bios with its bytes that have not completed.
  private int inFlight;

  private final Durability durability = new Durability();

  /// Reasons why something may still be charged to it.
  private int holds;

  /// Blocks that may be written once more for it, though nothing says so yet.
  private int doubts;

  private long deviceBytes;
  private boolean overwrite;
  private int processId;
  private boolean direct;
  private boolean dropped;
  private boolean lost;
  private long calls;
  private boolean complete;

  /// @param process that of the calling thread, 0 for the driver
  void announce(CallIntended call, int process, boolean overwrite) {
    this.intended = call;
    this.processId = process;
    this.overwrite = overwrite;
    this.startNs = call.timeNs();
    this.endNs = call.timeNs();
    holds++;
  }

  /// Whether the driver has said what the write is.
  boolean announced() {
    return intended != null;
  }

  CallIntended call() {
    if (intended == null) {
      throw new IllegalStateException("write used before it was announced");
    }
    return intended;
  }

  int processId() {
    return processId;
  }

  /// It goes past the page cache: none of its pages becomes dirty.
  void goDirect() {
    direct = true;
  }

  boolean isDirect() {
    return direct;
  }

  /// Some of its bytes were cut off before they were written back.
  void drop() {
    dropped = true;
  }

  /// One of its bios was submitted, and failed, or what became of it was not seen.
  void lose() {
    inFlight--;
    lost = true;
  }

  /// Whether it is not known what became of it, and nothing else is under way for it.
  boolean isLost() {
    return lost && isIdle();
  }

  private boolean isIdle() {
    return unwritten == 0 && inFlight == 0;
  }

  /// Whether what was not cut off is on the device, if anything.
  boolean isDropped() {
    return dropped && isIdle();
  }

  /// First byte in the file.
  long offset() {
    return call().offset();
  }

  /// Whether it stands for many calls.
  boolean isSum() {
    return calls > 0;
  }

  /// First byte after the write, as far as it was carried out.
  long end() {
    long bytes = finished() ? Math.max(0, result) : call().bytes();
    return offset() + bytes;
  }

  void entered(long timeNs) {
    startNs = timeNs;
  }

  void returned(long timeNs) {
    endNs = timeNs;
    witnessed = true;
  }

  void finish(long timeNs, long callResult) {
    result = callResult;
    endNs = witnessed ? endNs : timeNs;
    finished = true;
    holds--;
  }

  boolean finished() {
    return finished;
  }

  /// It stands for so many more calls, which wrote so many bytes.
  void grow(long moreCalls, long moreBytes) {
    calls += moreCalls;
    result += moreBytes;
  }

  /// No further calls are added to it.
  void complete() {
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  void dirtied() {
    unwritten++;
    holds++;
  }

  void cleaned() {
    unwritten--;
    holds--;
  }

  boolean dirty() {
    return unwritten > 0;
  }

  void submitted() {
    inFlight++;
  }

  /// Whether some of its bios have not completed.
  boolean isUnderWay() {
    return inFlight > 0;
  }

  /// One of its bios is on the device: [Durability#arrived].
  void arrived(long timeNs, boolean inCache, boolean byFua) {
    inFlight--;
    durability.arrived(timeNs, inCache, byFua);
  }

  /// Whether all its bytes are on the device, though perhaps only in its cache.
  boolean onDevice() {
    return finished && isIdle() && durability.isThere();
  }

  /// Whether a flush that is issued now makes safe all its bytes that have arrived so far. With
  /// O_DSYNC its flush comes before the call returns, when more may still arrive.
  boolean flushable() {
    return isFlushAwaited() && isIdle();
  }

  void flushed(long timeNs) {
    durability.flushed(timeNs);
  }

  /// Whether some of its bytes are in a volatile cache that nobody has flushed since.
  boolean isFlushAwaited() {
    return durability.isFlushAwaited();
  }

  /// Whether it was over by then, and nothing is added to it any more.
  boolean isOverBy(long timeNs) {
    return finished && endNs <= timeNs && (complete || (calls == 0 && result > 0));
  }

  /// A sync of its file has flushed all that its bytes need: fsync(2) promises that a power cut
  /// loses them no more, whatever else (bitmaps, group descriptors, times) has still to be written.
  void synced(long timeNs) {
    durability.synced(timeNs);
  }

  /// Its bytes cannot be found after a power cut before this transaction is committed.
  void needs() {
    durability.needs();
  }

  /// Something else that it needs stands for this.
  void needless() {
    durability.needless();
  }

  void committed(long timeNs) {
    durability.committed(timeNs);
  }

  /// Whether its bytes can be found only with metadata that is not safe yet.
  boolean needsMetadata() {
    return !overwrite;
  }

  /// Its bytes, or some of them, go elsewhere than those that they overwrite.
  void move() {
    overwrite = false;
  }

  /// Its bytes, or some of them, stand in a tree block, or in an extent shared with another file:
  /// they are on the device when the commit is.
  void inTree() {
    durability.inTree();
  }

  void hold() {
    holds++;
  }

  void release() {
    holds--;
  }

  boolean held() {
    return holds > 0;
  }

  void doubt() {
    doubts++;
  }

  void settleDoubt() {
    doubts--;
  }

  /// Whether it may be charged for more, though nothing is known that it waits for.
  boolean doubted() {
    return doubts > 0;
  }

  void charge(long bytes) {
    deviceBytes += bytes;
  }

  /// When a power cut no longer lost the bytes, 0 while it does: [Durability#sinceNs].
  long durableNs(boolean dataInJournal) {
    boolean written = finished && result > 0 && !lost;
    return written ? durability.sinceNs(isIdle(), dataInJournal) : 0;
  }

  TracedWrite result(boolean dataInJournal) {
    CallIntended call = call();
    return new TracedWrite(
        call.id(),
        call.threadId(),
        processId,
        calls > 0 && call.call() == Syscall.OTHER ? Syscall.SUMMED : call.call(),
        call.inode(),
        call.offset(),
        finished && result >= 0 ? result : call.bytes(),
        result,
        witnessed,
        startNs,
        endNs - startNs,
        durableNs(dataInJournal),
        deviceBytes,
        calls);
  }
}
