package dev.iotrace.correlate;

import dev.iotrace.event.DeviceNumber;
import java.util.HashSet;
import java.util.Set;

/// A bio of the file system on its way through device mapper or md, until all that became of it is
/// on the disks.
final class Journey {
  private final Bio bio;
  private final int copies;
  private final ByteRanges arrived = new ByteRanges();
  private long arrivedSectors;
  private final Set<DeviceNumber> flushedOn = new HashSet<>(2);

  /// Places where it was seen and has not gone on from; at first the top of the stack.
  private int ahead = 1;

  private int inFlight;
  private int unreleased;
  private boolean over;

  /// @param copies on how many disks its sectors have to be: one may have its copy before md has
  ///   begun to make the next
  Journey(Bio bio, int copies) {
    this.bio = bio;
    this.copies = copies;
  }

  Bio bio() {
    return bio;
  }

  /// Whether nothing has become of it yet: it waits for something.
  boolean waiting() {
    return !over && ahead == 1 && inFlight == 0 && unreleased == 0;
  }

  /// Whether it asks for a flush, and that disk has not seen it.
  boolean awaitsFlushOn(DeviceNumber disk) {
    return bio.event().rwbs().preflush() && !flushedOn.contains(disk);
  }

  /// Its flush goes to that disk. An empty bio is nothing but its flush: it leaves the top when as
  /// many disks as need it have it.
  void flushing(DeviceNumber disk, int needed) {
    boolean before = flushedOn.size() >= needed;
    flushedOn.add(disk);
    if (isEmpty() && !before && flushedOn.size() >= needed) {
      ahead--;
    }
  }

  boolean isEmpty() {
    return bio.event().sectors().count() == 0;
  }

  /// It was seen one device further down.
  void reached() {
    ahead++;
  }

  /// It went on from a place for the first time.
  void left() {
    ahead--;
  }

  void submitted() {
    inFlight++;
    unreleased++;
  }

  /// A part of it is on a disk: sectors from `first` on, counted from its own first.
  void arrived(long first, int sectors) {
    inFlight--;
    arrived.add(first, first + sectors);
    arrivedSectors += sectors;
  }

  void released() {
    unreleased--;
  }

  /// True once, when all that became of it is on the disks.
  boolean ends() {
    boolean ends = !over && ahead == 0 && inFlight == 0 && (isEmpty() || hasArrived());
    over |= ends;
    return ends;
  }

  private boolean hasArrived() {
    int sectors = bio.event().sectors().count();
    return arrived.covers(0, sectors) && arrivedSectors >= (long) copies * sectors;
  }

  /// A flush that no disk needed, for none of them has a cache.
  void endUnseen() {
    ahead = 0;
  }

  /// Whether it is over and everything was handed to the sink.
  boolean forgettable() {
    return over && unreleased == 0;
  }
}
