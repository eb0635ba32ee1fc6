package dev.iotrace.copy;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Unistd;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The parts of a file that are no holes, by `SEEK_DATA` and `SEEK_HOLE`
/// ([lseek(2)](https://man7.org/linux/man-pages/man2/lseek.2.html)). A file system that knows no
/// holes says that all is data.
final class DataRanges {
  private DataRanges() {}

  /// From `start` up to `end`, which is not part of it.
  record Range(long start, long end) {}

  /// All of the file.
  static List<Range> whole(long bytes) {
    return bytes == 0 ? List.of() : List.of(new Range(0, bytes));
  }

  /// Its data.
  ///
  /// @param alignment the ranges begin and end at multiples of it, or at the file's end
  static List<Range> of(FileDescriptor file, long bytes, long alignment) throws ErrnoException {
    List<Range> ranges = new ArrayList<>();
    long at = 0;
    while (at < bytes) {
      OptionalLong data = Unistd.seekData(file, at);
      if (data.isEmpty() || data.getAsLong() >= bytes) {
        break;
      }
      long start = Math.max(at, data.getAsLong() / alignment * alignment);
      long hole = Unistd.seekHole(file, data.getAsLong());
      long end = Math.min(bytes, (hole + alignment - 1) / alignment * alignment);
      ranges.add(new Range(start, end));
      at = end;
    }
    return ranges;
  }
}
