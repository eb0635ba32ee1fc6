package dev.iotrace.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/// Who has made dirty what the disk has not got yet: file by file, and in the journal.
///
/// Bounded: of more than [#MOST_FILES] files, the writers of those that were longest untouched are
/// forgotten.
final class Debts {
  static final int MOST_FILES = 1 << 14;

  private final Map<Long, Shares> data = new LinkedHashMap<>(16, 0.75f, true);
  private final Shares journal = new Shares();
  private final Shares metadata = new Shares();

  /// What was put in during an interval.
  void add(Round round) {
    round.written().forEach((writer, sum) -> data(writer.inode()).add(writer.pid(), sum.bytes()));
    round.handles().forEach(this::dirtied);
  }

  /// The blocks of a writeback are those of the file's writers.
  private void dirtied(Writer writer, long blocks) {
    Shares writers = writer.inode() == 0 ? null : data.get(writer.inode());
    Map<Integer, Long> parts =
        writers == null ? Map.of(writer.pid(), blocks) : writers.split(blocks);
    parts.forEach(
        (pid, part) -> {
          journal.add(pid, part);
          metadata.add(pid, part);
        });
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
    journal.end(charges.journalBytes() > 0);
    metadata.end(charges.metadataBytes() > 0);
  }
}
