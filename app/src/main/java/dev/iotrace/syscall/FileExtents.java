package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.List;

/// `linux/fiemap.h`: where a file's bytes are.
public final class FileExtents {
  static final StructLayout FIEMAP =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("fm_start"),
              JAVA_LONG.withName("fm_length"),
              JAVA_INT.withName("fm_flags"),
              JAVA_INT.withName("fm_mapped_extents"),
              JAVA_INT.withName("fm_extent_count"),
              JAVA_INT.withName("fm_reserved"))
          .withName("fiemap");

  static final StructLayout FIEMAP_EXTENT =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("fe_logical"),
              JAVA_LONG.withName("fe_physical"),
              JAVA_LONG.withName("fe_length"),
              MemoryLayout.sequenceLayout(2, JAVA_LONG).withName("fe_reserved64"),
              JAVA_INT.withName("fe_flags"),
              MemoryLayout.sequenceLayout(3, JAVA_INT).withName("fe_reserved"))
          .withName("fiemap_extent");

  private static final long FS_IOC_FIEMAP = 0xc020660bL;
  private static final int EXTENTS_PER_CALL = 256;

  private FileExtents() {}

  /// `ioctl(fd, FS_IOC_FIEMAP, struct fiemap *)`, in as many calls as the file has extents for.
  /// Without `FIEMAP_FLAG_SYNC`: the question writes nothing, and what has no place yet says so.
  ///
  /// @return in the order of the file, holes left out
  /// @throws ErrnoException EOPNOTSUPP on a file system without extents
  public static List<FileExtent> of(FileDescriptor file) throws ErrnoException {
    List<FileExtent> extents = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      Struct request =
          new Struct(
              FIEMAP,
              arena.allocate(
                  FIEMAP.byteSize() + EXTENTS_PER_CALL * FIEMAP_EXTENT.byteSize(), Long.BYTES));
      long start = 0;
      while (extents.isEmpty() || !extents.getLast().isLast()) {
        request.setLong("fm_start", start);
        request.setLong("fm_length", Long.MAX_VALUE - start);
        request.setInt("fm_extent_count", EXTENTS_PER_CALL);
        Ioctl.call("FS_IOC_FIEMAP", file, FS_IOC_FIEMAP, request.memory());
        int mapped = request.getInt("fm_mapped_extents");
        if (mapped == 0) {
          break;
        }
        for (int i = 0; i < mapped; i++) {
          extents.add(extent(request.memory(), i));
        }
        start = extents.getLast().logicalEnd();
      }
    }
    return extents;
  }

  private static FileExtent extent(MemorySegment request, int index) {
    long offset = FIEMAP.byteSize() + index * FIEMAP_EXTENT.byteSize();
    Struct extent = new Struct(FIEMAP_EXTENT, request.asSlice(offset, FIEMAP_EXTENT.byteSize()));
    return new FileExtent(
        extent.getLong("fe_logical"),
        extent.getLong("fe_physical"),
        extent.getLong("fe_length"),
        extent.getInt("fe_flags"));
  }
}
