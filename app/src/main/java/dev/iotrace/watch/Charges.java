package dev.iotrace.watch;

import dev.iotrace.watch.Round.Bios;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// What one round wrote and what the disk got in it, each byte charged to somebody.
final class Charges {
  private final Round round;
  private final Debts debts;
  private final Map<Writer, Tally> tallies = new HashMap<>();
  private final Map<Writer, Long> asking = new TreeMap<>();
  private final Set<Long> written = new HashSet<>();
  private long journalFlushes;
  private long journalBytes;
  private long metadataBytes;
  private long otherBytes;
  private long unattributedBytes;

  private Charges(Round round, Debts debts) {
    this.round = round;
    this.debts = debts;
  }

  /// @param debts with what this round put in
  static Charges of(Round round, Debts debts) {
    Charges charges = new Charges(round, debts);
    charges.logical();
    round.bios().forEach(charges::take);
    charges.share();
    return charges;
  }

  Map<Writer, Tally> tallies() {
    return tallies;
  }

  /// The inodes of which data went to the disk.
  Set<Long> written() {
    return written;
  }

  long journalBytes() {
    return journalBytes;
  }

  long metadataBytes() {
    return metadataBytes;
  }

  long otherBytes() {
    return otherBytes;
  }

  long unattributedBytes() {
    return unattributedBytes;
  }

  private void logical() {
    round
        .written()
        .forEach(
            (writer, sum) -> {
              Tally tally = at(writer);
              tally.writes += sum.count();
              tally.bytes += sum.bytes();
            });
    round.syncs().forEach((writer, count) -> at(writer).syncs += count);
  }

  /// ext4 marks what it writes of its own structures as metadata, in the middle of whatever.
  private void take(Bios bios) {
    boolean meta = bios.rwbs().flags().meta();
    Writer writer = bios.writer();
    switch (bios.context()) {
      case ELSEWHERE -> otherBytes += bios.bytes();
      case JOURNAL -> {
        journalBytes += bios.bytes();
        journalFlushes += bios.flushing();
      }
      case PAGES, DIRECT, SYNC, NONE -> {
        asking.merge(asker(bios), bios.flushing(), Long::sum);
        if (meta) {
          metadataBytes += bios.bytes();
        } else {
          data(bios, writer);
        }
      }
    }
  }

  private static Writer asker(Bios bios) {
    return switch (bios.context()) {
      case DIRECT, SYNC -> bios.writer();
      case PAGES -> new Writer(Writer.UNKNOWN, bios.writer().inode());
      case NONE, JOURNAL, ELSEWHERE -> new Writer(Writer.UNKNOWN, 0);
    };
  }

  private void data(Bios bios, Writer writer) {
    switch (bios.context()) {
      case PAGES -> {
        written.add(writer.inode());
        debts
            .data(writer.inode())
            .split(bios.bytes())
            .forEach((pid, part) -> at(new Writer(pid, writer.inode())).data += part);
      }
      case DIRECT -> {
        written.add(writer.inode());
        at(writer).data += bios.bytes();
      }
      case SYNC, NONE, JOURNAL, ELSEWHERE -> unattributedBytes += bios.bytes();
    }
  }

  private void share() {
    spread(debts.journal().split(journalBytes), (writer, part) -> at(writer).journal += part);
    spread(debts.metadata().split(metadataBytes), (writer, part) -> at(writer).metadata += part);
    spread(
        debts.journal().split(journalFlushes),
        (writer, part) -> asking.merge(writer, part, Long::sum));
    long flushes =
        round.issues().stream().mapToLong(Round.Requests::flushes).sum()
            - round.requeued().stream().mapToLong(Round.Requests::flushes).sum();
    Shares.split(flushes, asking, new Writer(Writer.UNKNOWN, 0))
        .forEach((writer, count) -> at(writer).flushes += count);
  }

  /// A process's part goes to the files that it wrote in this interval, by bytes.
  private void spread(Map<Integer, Long> parts, BiConsumer<Writer, Long> charge) {
    Map<Integer, Map<Writer, Long>> weights = new HashMap<>();
    round
        .written()
        .forEach(
            (writer, sum) ->
                weights
                    .computeIfAbsent(writer.pid(), _ -> new TreeMap<>())
                    .put(writer, sum.bytes()));
    parts.forEach(
        (pid, part) ->
            Shares.split(part, weights.getOrDefault(pid, Map.of()), new Writer(pid, 0))
                .forEach(charge));
  }

  private Tally at(Writer writer) {
    return tallies.computeIfAbsent(writer, _ -> new Tally());
  }
}
