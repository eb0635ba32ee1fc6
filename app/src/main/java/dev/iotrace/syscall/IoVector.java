package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// An array of `struct iovec` (`linux/uio.h`): neighbouring parts of one buffer, to be written by
/// one call.
public final class IoVector {
  static final StructLayout IOVEC =
      MemoryLayout.structLayout(ADDRESS.withName("iov_base"), JAVA_LONG.withName("iov_len"))
          .withName("iovec");

  private static final VarHandle BASE = IOVEC.varHandle(PathElement.groupElement("iov_base"));
  private static final VarHandle LENGTH = IOVEC.varHandle(PathElement.groupElement("iov_len"));

  /// Kept, for the kernel reads its memory through the addresses here.
  private final NativeBuffer buffer;

  private final MemorySegment elements;
  private final int count;

  private IoVector(NativeBuffer buffer, MemorySegment elements, int count) {
    this.buffer = buffer;
    this.elements = elements;
    this.count = count;
  }

  /// Describes the bytes of the buffer from `from` on: first so many, then so many…
  ///
  /// @param lengths the parts' lengths in bytes
  public static IoVector of(NativeBuffer buffer, long from, long... lengths) {
    MemorySegment elements = Arena.ofAuto().allocate(IOVEC, lengths.length);
    long start = from;
    for (int i = 0; i < lengths.length; i++) {
      MemorySegment element = elements.asSlice(i * IOVEC.byteSize(), IOVEC);
      BASE.set(element, 0L, buffer.slice(start, lengths[i]));
      LENGTH.set(element, 0L, lengths[i]);
      start += lengths[i];
    }
    return new IoVector(buffer, elements, lengths.length);
  }

  int count() {
    return count;
  }

  /// The array.
  ///
  /// @throws IllegalStateException when the buffer is closed
  MemorySegment elements() {
    buffer.requireOpen();
    return elements;
  }
}
