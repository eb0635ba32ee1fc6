package dev.iotrace.correlate;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Where the pieces of a file stand on its file system's device, in bytes.
final class FileExtents {
  /// Of more pieces of one file the place is not kept: a bio with them may then carry any of its
  /// dirty pages.
  static final int MOST = 1 << 17;

  private final TreeMap<Long, Extent> extents = new TreeMap<>();

  private record Extent(long deviceByte, long fileByte, long bytes) {}

  int size() {
    return extents.size();
  }

  /// A part of the file stands here from now on, and whatever stood here before does so no more.
  void add(long deviceByte, long fileByte, long bytes) {
    extents.subMap(deviceByte, false, deviceByte + bytes, false).clear();
    Map.Entry<Long, Extent> left = extents.lowerEntry(deviceByte);
    if (left != null) {
      Extent before = left.getValue();
      boolean adjoins =
          before.deviceByte + before.bytes == deviceByte
              && before.fileByte + before.bytes == fileByte;
      if (adjoins) {
        extents.put(
            before.deviceByte,
            new Extent(before.deviceByte, before.fileByte, before.bytes + bytes));
        return;
      }
    }
    extents.put(deviceByte, new Extent(deviceByte, fileByte, bytes));
    if (extents.size() > MOST) {
      Long other = extents.firstKey() == deviceByte ? extents.lastKey() : extents.firstKey();
      extents.remove(other);
    }
  }

  /// Tells which parts of this range of the device are not known to hold that part of the file, by
  /// first byte in the file and the one after the last.
  void unknown(long deviceByte, long fileByte, long bytes, BiConsumer<Long, Long> part) {
    long end = deviceByte + bytes;
    long toFile = fileByte - deviceByte;
    long at = deviceByte;
    Long first = extents.floorKey(deviceByte);
    for (Extent each : extents.subMap(first == null ? deviceByte : first, end).values()) {
      long to = Math.min(each.deviceByte + each.bytes, end);
      if (each.fileByte - each.deviceByte == toFile && at < to) {
        if (at < each.deviceByte) {
          part.accept(at + toFile, each.deviceByte + toFile);
        }
        at = to;
      }
    }
    if (at < end) {
      part.accept(at + toFile, end + toFile);
    }
  }

  /// A part of the file, `end` not included, stands nowhere any more: tells where it stood, by
  /// first byte and length.
  void leave(long from, long end, BiConsumer<Long, Long> left) {
    for (Extent each : List.copyOf(extents.values())) {
      if (each.fileByte < end && from < each.fileByte + each.bytes) {
        long first = Math.max(from, each.fileByte) - each.fileByte;
        long last = Math.min(end, each.fileByte + each.bytes) - each.fileByte;
        extents.remove(each.deviceByte);
        keep(each, 0, first);
        keep(each, last, each.bytes);
        left.accept(each.deviceByte + first, last - first);
      }
    }
  }

  /// What stands in the file from a byte on stands so many bytes further in it from now on, or,
  /// when that is negative, so many bytes are cut out there.
  void shift(long from, long by) {
    long moved = from - Math.min(0, by);
    leave(from, moved, (_, _) -> {});
    for (Extent each : List.copyOf(extents.values())) {
      long first = Math.max(0, moved - each.fileByte);
      if (first < each.bytes) {
        extents.remove(each.deviceByte);
        keep(each, 0, first);
        long deviceByte = each.deviceByte + first;
        extents.put(
            deviceByte, new Extent(deviceByte, each.fileByte + first + by, each.bytes - first));
      }
    }
  }

  private void keep(Extent of, long from, long end) {
    if (from < end) {
      extents.put(
          of.deviceByte + from, new Extent(of.deviceByte + from, of.fileByte + from, end - from));
    }
  }

  /// Which byte of the file stands at the beginning of this range, empty when that is not known of
  /// all of it.
  OptionalLong fileByte(long deviceByte, long bytes) {
    Map.Entry<Long, Extent> at = extents.floorEntry(deviceByte);
    if (at == null) {
      return OptionalLong.empty();
    }
    Extent extent = at.getValue();
    return deviceByte + bytes <= extent.deviceByte + extent.bytes
        ? OptionalLong.of(extent.fileByte + (deviceByte - extent.deviceByte))
        : OptionalLong.empty();
  }
}
