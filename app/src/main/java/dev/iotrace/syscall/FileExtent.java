package dev.iotrace.syscall;

/// One run of a file's bytes on the device: `struct fiemap_extent` of `linux/fiemap.h`.
///
/// @param logicalByte where it begins in the file
/// @param physicalByte where it begins on the file system's device; meaningless when [#isUnknown()]
/// @param flags `FIEMAP_EXTENT_…`
public record FileExtent(long logicalByte, long physicalByte, long bytes, int flags) {
  private static final int LAST = 0x1;
  private static final int UNKNOWN = 0x2;
  private static final int DATA_INLINE = 0x200;
  private static final int UNWRITTEN = 0x800;
  private static final int SHARED = 0x2000;

  /// The first byte of the file after it.
  public long logicalEnd() {
    return logicalByte + bytes;
  }

  /// The file's last extent.
  public boolean isLast() {
    return (flags & LAST) != 0;
  }

  /// It has no place yet: delayed allocation.
  public boolean isUnknown() {
    return (flags & UNKNOWN) != 0;
  }

  /// It lies within a metadata block.
  public boolean isInline() {
    return (flags & DATA_INLINE) != 0;
  }

  /// Allocated, and reads as zero.
  public boolean isUnwritten() {
    return (flags & UNWRITTEN) != 0;
  }

  /// Other files have it, too: a write goes elsewhere.
  public boolean isShared() {
    return (flags & SHARED) != 0;
  }
}
