package dev.iotrace.copy;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.Unistd;
import java.util.OptionalLong;

/// Reads two files and compares them.
final class ByteComparison {
  private static final long UNIT_BYTES = 1 << 20;
  private static final long PAGE_BYTES = 4096;

  private ByteComparison() {}

  /// The first byte in which they differ, of the first `bytes`; empty when they do not. A file that
  /// is shorter differs where it ends.
  static OptionalLong firstDifference(FileDescriptor one, FileDescriptor other, long bytes)
      throws ErrnoException {
    try (NativeBuffer first = NativeBuffer.allocate(UNIT_BYTES, PAGE_BYTES);
        NativeBuffer second = NativeBuffer.allocate(UNIT_BYTES, PAGE_BYTES)) {
      for (long offset = 0; offset < bytes; offset += UNIT_BYTES) {
        long wanted = Math.min(UNIT_BYTES, bytes - offset);
        long inFirst = fill(one, first, wanted, offset);
        long inSecond = fill(other, second, wanted, offset);
        int differs = first.view(0, inFirst).mismatch(second.view(0, inSecond));
        if (differs >= 0) {
          return OptionalLong.of(offset + differs);
        }
        if (inFirst < wanted) {
          return OptionalLong.of(offset + inFirst);
        }
      }
      return OptionalLong.empty();
    }
  }

  private static long fill(FileDescriptor file, NativeBuffer buffer, long wanted, long offset)
      throws ErrnoException {
    long filled = 0;
    while (filled < wanted) {
      long read = Unistd.pread(file, buffer, filled, wanted - filled, offset + filled);
      if (read == 0) {
        break;
      }
      filled += read;
    }
    return filled;
  }
}
