package dev.iotrace.syscall;

/// What `O_DIRECT` asks of a buffer's address, and of an offset and a length in the file.
///
/// @param memoryAlignment in bytes, a power of two; 0 when the file does not do direct I/O at all
/// @param offsetAlignment in bytes, a power of two; 0 when the file does not do direct I/O at all
public record DirectIo(int memoryAlignment, int offsetAlignment) {
  /// A file that does not do direct I/O.
  public static final DirectIo NONE = new DirectIo(0, 0);

  /// Where the kernel does not tell: the device's logical sector size is always enough.
  public static DirectIo ofSector(int logicalSectorBytes) {
    return new DirectIo(logicalSectorBytes, logicalSectorBytes);
  }

  /// Whether the file does direct I/O.
  public boolean supported() {
    return offsetAlignment != 0;
  }
}
