package dev.iotrace.correlate;

import dev.iotrace.event.BufferInvalidated;
import dev.iotrace.event.LogItem;
import dev.iotrace.event.SectorRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The buffers and inodes of XFS that must go home, and which items are pinned in memory until the
/// checkpoint that changed them is in the log.
final class XfsHomes {
  private final TreeMap<Long, XfsHome> buffers = new TreeMap<>();
  private final TreeMap<Long, Map<Long, XfsHome>> inodes = new TreeMap<>();
  private final Map<LogItem, Deque<XfsChange>> pins = new HashMap<>();
  private int longestBuffer = 1;

  /// What goes home with a bio.
  ///
  /// @param homes it carries all that there is to them
  /// @param parts what was changed again before it went is not over with this bio
  /// @param buffer whether a buffer is among them
  /// @param inode whether an inode is among them
  record Taken(List<XfsHome> homes, List<XfsHome> parts, boolean buffer, boolean inode) {
    boolean isEmpty() {
      return homes.isEmpty() && parts.isEmpty();
    }
  }

  /// The buffer was changed.
  XfsHome buffer(SectorRange sectors) {
    longestBuffer = Math.max(longestBuffer, sectors.count());
    return buffers.computeIfAbsent(sectors.start(), _ -> new XfsHome(sectors.count()));
  }

  /// The inode was changed, which stands in the block at this sector.
  XfsHome inode(long inode, long sector) {
    return inodes
        .computeIfAbsent(sector, _ -> new HashMap<>(4))
        .computeIfAbsent(inode, _ -> new XfsHome(1));
  }

  /// The buffer was freed, with the inodes in it (`xfs_ifree_cluster`, fs/xfs/xfs_inode.c): what
  /// does not go home any more.
  List<XfsHome> invalidated(BufferInvalidated event) {
    List<XfsHome> found = new ArrayList<>(2);
    XfsHome buffer = buffers.remove(event.sector());
    if (buffer != null) {
      found.add(buffer);
    }
    Map<Long, Map<Long, XfsHome>> within = inodes.subMap(event.sector(), event.end());
    within.values().forEach(block -> found.addAll(block.values()));
    within.clear();
    return found;
  }

  void pinned(LogItem item, XfsChange by) {
    pins.computeIfAbsent(item, _ -> new ArrayDeque<>(2)).add(by);
    by.pin();
  }

  /// The oldest pin of the item is gone.
  ///
  /// @param inodeSector where an inode stands, for an inode
  void unpinned(LogItem item, long inodeSector) {
    Deque<XfsChange> all = pins.get(item);
    if (all == null) {
      return; // pinned before the trace
    }
    all.remove().unpin();
    if (all.isEmpty()) {
      pins.remove(item);
    }
    if (item.inode()) {
      XfsHome home = inodes.getOrDefault(inodeSector, Map.of()).get(item.number());
      if (home != null) {
        home.logged();
      }
    }
  }

  boolean isPinned(LogItem item) {
    return pins.containsKey(item);
  }

  /// Takes what a bio to these sectors brings home. A pinned inode stays in memory when the block
  /// that holds it is written (`xfs_iflush_cluster`, fs/xfs/xfs_inode.c).
  Taken take(long start, long end) {
    List<XfsHome> homes = new ArrayList<>(4);
    List<XfsHome> parts = new ArrayList<>(0);
    NavigableMap<Long, XfsHome> within =
        buffers.subMap(start - longestBuffer + 1, true, end, false);
    for (Iterator<Map.Entry<Long, XfsHome>> each = within.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<Long, XfsHome> at = each.next();
      if (at.getKey() + at.getValue().sectors() > start) {
        homes.add(at.getValue());
        each.remove();
      }
    }
    boolean buffer = !homes.isEmpty();
    for (Map<Long, XfsHome> block : inodes.subMap(start, true, end, false).values()) {
      takeInodes(block, homes, parts);
    }
    boolean inode = homes.size() + parts.size() > (buffer ? 1 : 0);
    inodes.subMap(start, true, end, false).values().removeIf(Map::isEmpty);
    return new Taken(homes, parts, buffer, inode);
  }

  private void takeInodes(Map<Long, XfsHome> block, List<XfsHome> homes, List<XfsHome> parts) {
    block
        .entrySet()
        .removeIf(
            each -> {
              if (!isPinned(new LogItem(true, each.getKey()))) {
                homes.add(each.getValue());
                return true;
              }
              if (each.getValue().isLogged()) {
                parts.add(each.getValue());
              }
              return false;
            });
  }

  /// How many traced writes wait for.
  long awaited() {
    long found = buffers.values().stream().filter(XfsHomes::isTraced).count();
    for (Map<Long, XfsHome> block : inodes.values()) {
      found += block.values().stream().filter(XfsHomes::isTraced).count();
    }
    return found;
  }

  private static boolean isTraced(XfsHome home) {
    return !home.unit().causes().writes().isEmpty();
  }
}
