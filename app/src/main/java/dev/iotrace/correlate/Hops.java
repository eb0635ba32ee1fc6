package dev.iotrace.correlate;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.SectorRange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where bios were seen on their way down, by device and sector.
final class Hops {
  private final TreeMap<Place, Hop> hops = new TreeMap<>();
  private int longest;
  private long sequence;

  private record Place(long device, long sector, long sequence) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::device)
            .thenComparingLong(Place::sector)
            .thenComparingLong(Place::sequence);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /// A run of a bio's sectors on one device.
  static final class Hop {
    private final @Nullable Journey journey;
    private final SectorRange sectors;
    private final long offset;
    private final int threadId;
    private final Map<DeviceNumber, Integer> gone = new HashMap<>(2);

    private Hop(@Nullable Journey journey, SectorRange sectors, long offset, int threadId) {
      this.journey = journey;
      this.sectors = sectors;
      this.offset = offset;
      this.threadId = threadId;
    }

    /// Whose sectors they are; null when it was not found.
    @Nullable Journey journey() {
      return journey;
    }

    /// How far a sector of this device is from the first of the file system's bio.
    long offset(long sector) {
      return offset + sector - sectors.start();
    }

    /// Takes note that some of it went on; true for the first time.
    private boolean goesTo(DeviceNumber below, int count) {
      boolean first = gone.isEmpty();
      gone.merge(below, Math.max(1, count), Integer::sum);
      return first;
    }

    private boolean canGoTo(DeviceNumber below, SectorRange part) {
      int left = Math.max(1, sectors.count()) - gone.getOrDefault(below, 0);
      return left >= Math.max(1, part.count())
          && part.start() >= sectors.start()
          && part.end() <= sectors.end()
          && (part.count() > 0) == (sectors.count() > 0);
    }
  }

  /// A journey, null when it is not known, was seen there.
  void add(@Nullable Journey journey, DeviceNumber device, SectorRange sectors, Origin origin) {
    longest = Math.max(longest, sectors.count());
    hops.put(
        new Place(device.kernel(), sectors.start(), sequence++),
        new Hop(journey, sectors, origin.offset, origin.threadId));
  }

  /// Where a run begins in its bio, and which thread brought it there.
  record Origin(long offset, int threadId) {}

  /// What goes on from there to `below`: of several the one of the same thread, else the oldest.
  /// Null when there is none.
  @Nullable Hop goOn(DeviceNumber from, SectorRange part, DeviceNumber below, int threadId) {
    Place oldest = null;
    Place own = null;
    long lowest = part.start() - longest;
    for (Map.Entry<Place, Hop> each :
        hops.subMap(
                new Place(from.kernel(), lowest, 0),
                new Place(from.kernel(), part.start(), Long.MAX_VALUE))
            .entrySet()) {
      if (!each.getValue().canGoTo(below, part)) {
        continue;
      }
      Place place = each.getKey();
      oldest = oldest == null || place.sequence < oldest.sequence ? place : oldest;
      if (each.getValue().threadId == threadId) {
        own = own == null || place.sequence < own.sequence ? place : own;
      }
    }
    Place chosen = own != null ? own : oldest;
    if (chosen == null) {
      return null;
    }
    Hop hop = hops.get(chosen);
    if (hop != null && hop.goesTo(below, part.count()) && hop.journey != null) {
      hop.journey.left();
    }
    return hop;
  }

  /// Forgets where a journey was; null: those whose journey was never known and that went on.
  void forget(@Nullable Journey journey) {
    hops.values().removeIf(hop -> hop.journey == journey && !hop.gone.isEmpty());
  }
}
