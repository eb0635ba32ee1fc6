package dev.iotrace.correlate;

import java.util.Map;
import java.util.TreeMap;

/// Which file stands at a byte of its file system's device. One that is gone is remembered until
/// another gets its place.
final class FilePlaces {
  /// Of more pieces it is not kept whose they are.
  static final int MOST = 1 << 17;

  private final TreeMap<Long, TracedFile> files = new TreeMap<>();

  /// A part of the file stands here from now on, and whatever began here before does so no more.
  void mapped(TracedFile file, long deviceByte, long fileByte, long bytes) {
    files.subMap(deviceByte, deviceByte + bytes).clear();
    files.put(deviceByte, file);
    if (files.size() > MOST) {
      files.remove(files.firstKey() == deviceByte ? files.lastKey() : files.firstKey());
    }
    file.mapped(deviceByte, fileByte, bytes);
  }

  /// The inode of the file that stands in all of this range, 0 when that is not known.
  long inodeAt(long deviceByte, long bytes) {
    Map.Entry<Long, TracedFile> at = files.floorEntry(deviceByte);
    boolean there = at != null && at.getValue().knows(deviceByte, bytes);
    return there ? at.getValue().inode() : 0;
  }
}
