package dev.iotrace.cli;

import dev.iotrace.event.ExtentMapped;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.FileExtent;
import dev.iotrace.syscall.FileExtents;
import dev.iotrace.syscall.Time;
import java.util.ArrayList;
import java.util.List;

/// Where a file that exists stands on its device.
final class MappedFile {
  private MappedFile() {}

  /// Its extents, as far as each is the file's own and holds what was written.
  ///
  /// @param size of the file: what is behind it is none of its bytes
  static List<ExtentMapped> extents(FileDescriptor file, long inode, long size)
      throws ErrnoException {
    List<ExtentMapped> found = new ArrayList<>();
    for (FileExtent extent : FileExtents.of(file)) {
      long bytes = Math.min(extent.bytes(), size - extent.logicalByte());
      if (bytes > 0
          && !extent.isUnknown()
          && !extent.isInline()
          && !extent.isUnwritten()
          && !extent.isShared()) {
        found.add(
            new ExtentMapped(
                Time.boottimeNs(), inode, extent.logicalByte(), extent.physicalByte(), bytes));
      }
    }
    return found;
  }
}
