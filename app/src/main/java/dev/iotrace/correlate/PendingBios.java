package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Bios that are submitted but not, or not wholly, issued, by their next sector.
///
/// Merging puts several bios into one request, splitting makes several requests of one bio: both
/// are found by sector. Two bios in flight for one sector leave in the order in which they came.
final class PendingBios {
  private final TreeMap<Place, Bio> places = new TreeMap<>();
  private long sequence;

  private record Place(long sector, long sequence) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::sector).thenComparingLong(Place::sequence);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /// A run of one bio's sectors within a request.
  ///
  /// @param first the run's first sector, counted from the bio's own
  record Part(Bio bio, int first, int sectors) {}

  void add(Bio bio) {
    places.put(new Place(bio.nextSector(), sequence++), bio);
  }

  int size() {
    return places.size();
  }

  /// Takes those that were submitted before a time of the kernel's clock.
  List<Bio> takeBefore(long timeNs) {
    List<Bio> taken = new ArrayList<>(0);
    places.values().removeIf(bio -> bio.event().timeNs() < timeNs && taken.add(bio));
    return taken;
  }

  /// Takes the bios that a request from `start` to `end` carries, in sector order.
  List<Part> take(long start, long end) {
    List<Part> parts = new ArrayList<>(2);
    long at = start;
    while (at < end) {
      Map.Entry<Place, Bio> next = places.ceilingEntry(new Place(at, 0));
      if (next == null || next.getKey().sector() >= end) {
        break;
      }
      places.remove(next.getKey());
      Bio bio = next.getValue();
      at = bio.nextSector();
      long upTo = Math.min(end, bio.endSector());
      int first = Math.toIntExact(at - bio.event().sectors().start());
      parts.add(new Part(bio, first, Math.toIntExact(upTo - at)));
      bio.issued(upTo);
      if (upTo < bio.endSector()) {
        places.put(new Place(upTo, next.getKey().sequence()), bio);
      }
      at = upTo;
    }
    return parts;
  }
}
