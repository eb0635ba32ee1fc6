package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The dirty pages of a file by their index, with the writes in them.
final class DirtyPages {
  private final TreeMap<Long, DirtyPage> pages = new TreeMap<>();
  private final DirtyCount all;
  private int counted;

  /// A page with the writes that it holds since it was last clean, and when it last became dirty.
  private static final class DirtyPage {
    private final Set<LogicalWrite> writes = new LinkedHashSet<>(2);
    private long dirtiedNs;

    /// It became dirty while it was dirty for all we know: the kernel has cleaned it in between,
    /// for a bio that is still to come.
    private boolean again;
  }

  /// @param all counts those of all files
  DirtyPages(DirtyCount all) {
    this.all = all;
  }

  int size() {
    return pages.size();
  }

  private void count() {
    all.add(pages.size() - counted);
    counted = pages.size();
  }

  /// The write stands in that page.
  void put(long index, LogicalWrite write) {
    page(index, write);
  }

  private DirtyPage page(long index, LogicalWrite write) {
    DirtyPage page = pages.computeIfAbsent(index, _ -> new DirtyPage());
    if (page.writes.add(write)) {
      write.dirtied();
    }
    count();
    return page;
  }

  /// The kernel says that the page was clean, and became dirty by the write.
  void dirtied(long index, LogicalWrite write, long timeNs) {
    DirtyPage before = pages.get(index);
    boolean again =
        before != null && (before.dirtiedNs > 0 || !Set.of(write).equals(before.writes));
    DirtyPage dirty = page(index, write);
    dirty.dirtiedNs = timeNs;
    dirty.again = again;
  }

  /// Those from `first` on, `end` not included, will not be written back.
  void cut(long first, long end) {
    Map<Long, DirtyPage> gone = pages.subMap(first, end);
    for (DirtyPage page : gone.values()) {
      page.writes.forEach(LogicalWrite::drop);
      page.writes.forEach(LogicalWrite::cleaned);
    }
    gone.clear();
    count();
  }

  /// The write does not stand in those from `first` on.
  void retract(LogicalWrite write, long first) {
    retract(write, pages.tailMap(first), _ -> true);
  }

  /// The write does not stand in those that never became dirty; whether there were such.
  boolean retractClean(LogicalWrite write) {
    return retract(write, pages, page -> page.dirtiedNs == 0);
  }

  private boolean retract(
      LogicalWrite write, Map<Long, DirtyPage> from, Predicate<DirtyPage> these) {
    boolean[] found = {false};
    from.values()
        .removeIf(
            page -> {
              if (these.test(page) && page.writes.remove(write)) {
                write.cleaned();
                found[0] = true;
              }
              return page.writes.isEmpty();
            });
    count();
    return found[0];
  }

  /// A bio carries those from `first` on, `end` not included: the writes in them. They are clean
  /// from now on, but for those that became dirty again since `sinceNs`.
  Set<LogicalWrite> clean(long first, long end, long sinceNs) {
    Map<Long, DirtyPage> covered = pages.subMap(first, end);
    Set<LogicalWrite> writes = new LinkedHashSet<>();
    List<Long> done = new ArrayList<>();
    covered.forEach(
        (index, page) -> {
          writes.addAll(page.writes);
          boolean kept = page.again && sinceNs != 0 && page.dirtiedNs > sinceNs;
          page.again = false;
          if (!kept) {
            page.writes.forEach(LogicalWrite::cleaned);
            done.add(index);
          }
        });
    done.forEach(covered::remove);
    count();
    return writes;
  }

  /// The writes that stand in those from `first` on, `end` not included.
  Set<LogicalWrite> writes(long first, long end) {
    Set<LogicalWrite> writes = new LinkedHashSet<>();
    pages.subMap(first, end).values().forEach(page -> writes.addAll(page.writes));
    return writes;
  }
}
