package dev.iotrace.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Who has made dirty what the disk has not got yet: file by file, and in the journal. Of the
/// journal of XFS the probe tells what waits at the end of an interval; of that of ext4 all that
/// was put in during one may have been written in it, or not.
///
/// Bounded: of more than [#MOST_FILES] files, the writers of those that were longest untouched are
/// forgotten.
final class Debts {
  static final int MOST_FILES = 1 << 14;

  private final Map<Long, Shares> data = new LinkedHashMap<>(16, 0.75f, true);
  private final Shares journal = new Shares();
  private final Shares metadata = new Shares();
  private final Map<Integer, Long> waiting = new TreeMap<>();
  private long waitingLatest;
  private boolean toldExactly;

  /// What was put in during an interval.
  void add(Round round) {
    round.written().forEach((writer, sum) -> data(writer.inode()).add(writer.pid(), sum.bytes()));
    Round.Waiting waits = round.waiting();
    toldExactly = waits.told();
    if (waitingLatest < waits.taken()) {
      waiting.forEach(journal::add);
      waiting.clear();
    }
    round
        .handles()
        .forEach(
            (writer, count) -> {
              long left = Math.min(count, waits.count(writer));
              dirtied(writer, count).forEach(metadata::add);
              dirtied(writer, count - left).forEach(journal::add);
              dirtied(writer, left).forEach((pid, part) -> waiting.merge(pid, part, Long::sum));
            });
    waitingLatest = Math.max(waitingLatest, waits.latest());
  }

  /// The blocks of a writeback are those of the file's writers.
  private Map<Integer, Long> dirtied(Writer writer, long count) {
    Shares writers = writer.inode() == 0 ? null : data.get(writer.inode());
    return writers == null ? Map.of(writer.pid(), count) : writers.split(count);
  }

  Shares data(long inode) {
    Shares found = data.computeIfAbsent(inode, _ -> new Shares());
    if (data.size() > MOST_FILES) {
      data.remove(data.keySet().iterator().next());
    }
    return found;
  }

  Shares journal() {
    return journal;
  }

  Shares metadata() {
    return metadata;
  }

  /// The interval is over.
  void end(Charges charges) {
    data.forEach((inode, shares) -> shares.end(charges.written().contains(inode)));
    if (toldExactly) {
      journal.endOfTaken(charges.journalBytes() > 0);
    } else {
      journal.end(charges.journalBytes() > 0);
    }
    metadata.end(charges.metadataBytes() > 0);
  }
}
