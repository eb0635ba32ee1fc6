package dev.iotrace.correlate;

import dev.iotrace.event.InodeCleaned;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.SumBegun;
import dev.iotrace.event.SumRead;

/// Writes that the probe counts in the kernel: one sum for each process and inode since the inode
/// was last clean. A sum is charged like a write; which of an inode's pages hold its bytes is not
/// known, so a bio of the inode is charged to all its sums.
final class Sums {
  private final Calls calls;

  Sums(Calls calls) {
    this.calls = calls;
  }

  void accept(IoEvent.OfSums event) {
    switch (event) {
      case SumBegun begun -> begun(begun);
      case InodeCleaned cleaned -> cleaned(cleaned);
      case SumRead read -> read(read);
    }
  }

  /// Whether what the thread writes to the inode at this moment, outside of calls that are told, is
  /// counted: the pages that it makes dirty are then those of the sum.
  boolean counts(int threadId, long inode) {
    if (!calls.known(inode) || calls.writingNow(threadId)) {
      return false;
    }
    InodeSums sums = calls.file(inode).sums();
    LogicalWrite last = sums.last();
    return last != null && sums.unclean().contains(last) && calls.ofProcess(last, threadId);
  }

  /// The operation of the process on the inode that has no name becomes the sum, so that it has
  /// joined what the process has changed of the inode just before, its times, say.
  private void begun(SumBegun event) {
    int thread = event.threadId();
    TracedFile file = calls.file(event.inode());
    LogicalWrite sum =
        event.stored()
            ? calls.dirtying(thread, event.inode(), event.timeNs())
            : calls.summing(thread, event.inode(), event.timeNs());
    if (sum == null) {
      return;
    }
    file.touchedBy(thread);
    if (!event.stored()) {
      give(file.sums(), event.counter(), sum);
      file.sums().count(sum, event.timeNs());
    }
    file.sums().dirty(sum, event.timeNs());
  }

  private void cleaned(InodeCleaned event) {
    InodeSums sums = calls.file(event.inode()).sums();
    LogicalWrite last = sums.last();
    if (last != null && sums.lastBegunNs() <= event.sinceNs()) {
      give(sums, event.counter(), last);
    }
    calls.retire(sums.clean(event.sinceNs()));
  }

  /// The kernel's inode goes, and its counter with it. A call that another CPU was about to count
  /// when the inode was taken for clean comes as late as this. The kernel counts on when those who
  /// were followed have left: what was theirs before is clean by then.
  private void read(SumRead event) {
    TracedFile file = calls.file(event.inode());
    boolean theirs = calls.haveLeft() && file.sums().unclean().isEmpty();
    if (!theirs && file.sums().behind(event.counter())) {
      give(file.sums(), event.counter(), lateSum(file, event.timeNs()));
    }
    file.sums().restart();
  }

  private LogicalWrite lateSum(TracedFile file, long timeNs) {
    return calls.lateFor(file, file.lastWriter(), timeNs).stream()
        .filter(LogicalWrite::isSum)
        .findFirst()
        .orElseGet(() -> calls.summing(file.lastWriter(), file.inode(), timeNs));
  }

  private void give(InodeSums sums, long counter, LogicalWrite otherwise) {
    LogicalWrite last = sums.last();
    sums.give(counter, last != null && calls.isOpen(last) ? last : otherwise);
  }
}
