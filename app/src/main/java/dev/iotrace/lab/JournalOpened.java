package dev.iotrace.lab;

import dev.iotrace.correlate.Cause;
import dev.iotrace.report.RequestEntry;
import dev.iotrace.report.RequestTable;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.StructureEntry;
import dev.iotrace.report.TextTable.Column;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Lab 4: the blocks of one transaction in the journal, one by one.
final class JournalOpened implements Inquiry {
  @Override
  public List<Trial> trials() {
    return List.of(Trial.write("one fsync", "--bytes", "4", "--sync", "fsync", "--settle", "sync"));
  }

  @Override
  public Prediction prediction() {
    return Prediction.count("block");
  }

  @Override
  public Findings findings(List<Reading> runs, int columns) {
    Reading run = runs.getFirst();
    long block = run.report().target().fileSystem().blockBytes();
    List<RequestEntry> journal = run.requests(Cause.JOURNAL);
    List<StructureEntry.Block> blocks = blocks(journal);
    List<Long> homes =
        blocks.stream().map(StructureEntry.Block::homeBlock).filter(Objects::nonNull).toList();
    List<RequestEntry> home = run.requests(Cause.METADATA);
    long homeBlocks = home.stream().mapToLong(RequestEntry::bytes).sum() / block;
    long all = run.bytes(Cause.JOURNAL) / block;
    return new Findings(all)
        .say("blocks", Words.count(all, "block"))
        .say("bytes", Words.count(run.bytes(Cause.JOURNAL), "byte"))
        .say("copies", Words.count(homes.size(), "block"))
        .say("home_blocks", Words.count(homeBlocks, "block"))
        .say("transactions", transactions(run))
        .say("flushes", Words.count(flushes(run), "flush"))
        .show("opened", table(blocks, columns))
        .show("requests", RequestTable.lines(journal, Exhibit.layout(columns)))
        .show("home", RequestTable.lines(home, Exhibit.layout(columns)))
        .show("chain", Chain.ofFirst(journal, columns))
        .expect(new Band("the number of journal blocks", "block", all, 5, 9));
  }

  /// Those of commits.
  private static long flushes(Reading run) {
    return run.requests(Cause.FLUSH).stream().filter(it -> it.transaction() != null).count();
  }

  private static String transactions(Reading run) {
    List<String> names = run.transactions().stream().map(String::valueOf).toList();
    return (names.size() == 1 ? "transaction " : "transactions ") + String.join(", ", names);
  }

  private static List<StructureEntry.Block> blocks(List<RequestEntry> requests) {
    List<StructureEntry.Block> blocks = new ArrayList<>();
    for (RequestEntry request : requests) {
      StructureEntry structure = request.structure();
      if (structure != null) {
        blocks.addAll(structure.blocks());
      }
    }
    return blocks;
  }

  private static List<String> table(List<StructureEntry.Block> blocks, int columns) {
    return new RowTable<StructureEntry.Block>()
        .column(Column.right("sector", 3), it -> String.valueOf(it.sector()))
        .number("bytes", 2, StructureEntry.Block::bytes)
        .column(
            Column.left("block of the journal", 9),
            it -> it.kind().replace("journal_", "").replace("block", "copy"))
        .column(Column.right("goes to", 7), it -> Objects.toString(it.homeBlock(), ""))
        .column(Column.elastic("which is", 8, 16), it -> SafeText.of(it.detail()))
        .lines(blocks, columns);
  }
}
