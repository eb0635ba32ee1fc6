package dev.iotrace.watch;

import dev.iotrace.event.CounterRead.Counters;
import dev.iotrace.event.SumsRead;
import java.util.ArrayList;
import java.util.List;

/// Makes of each round of sums what is shown of it. No clock, no file, no thread.
///
/// Several processes share what the disk got: the data of a file by the bytes that each wrote to it
/// since data of it last went to the disk; journal and metadata by the blocks that each made dirty
/// in the journal, or the items that each put into the log of XFS, since the disk last got such,
/// where what a writeback changes is the file's writers'; flushes by who asked. What `O_DIRECT` and
/// fsync(2) send themselves is known, and not shared.
public final class Watch {
  private final View.Place place;
  private final Names names;
  private final Debts debts = new Debts();
  private final Since since;
  private long lastNs;

  /// @param begin a round that is over: what comes is counted from there
  /// @param counters as they were then
  public Watch(View.Place place, Names names, SumsRead begin, Counters counters) {
    this.place = place;
    this.names = names;
    this.lastNs = begin.timeNs();
    this.since = new Since(counters);
  }

  /// The next interval.
  ///
  /// @param counters as they are after it
  /// @param notes what else is to be told with it
  public View take(SumsRead read, Counters counters, List<String> notes) {
    Round round = Round.of(read);
    debts.add(round);
    Charges charges = Charges.of(round, debts);
    debts.end(charges);
    List<String> all = new ArrayList<>(notes);
    if (round.full()) {
      all.add("more was written than the kernel's maps have room for: figures are lower bounds");
    }
    Table table = new Table(names, charges.tallies());
    View view =
        new View(
            View.SCHEMA,
            place,
            round.endNs(),
            round.endNs() - lastNs,
            table.total().figures(),
            charges.otherBytes(),
            charges.unattributedBytes(),
            since.books(round, counters),
            View.BY_BYTES,
            table.processes(),
            table.files(),
            all);
    lastNs = round.endNs();
    return view;
  }
}
