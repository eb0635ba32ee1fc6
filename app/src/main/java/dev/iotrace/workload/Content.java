package dev.iotrace.workload;

import dev.iotrace.syscall.NativeBuffer;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// The bytes of a write: from a seed, so that a reader can tell them; none is zero, so that they
/// differ from a hole. Every write of a run has the same ones.
public final class Content {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final byte INSTEAD_OF_ZERO = 0x5a;

  private Content() {}

  /// A buffer full of them, to be closed by the thread that asked for it.
  ///
  /// @param alignment of its address, a power of two
  public static NativeBuffer allocate(long bytes, long alignment, long seed) {
    return fill(NativeBuffer.allocate(bytes, alignment), seed);
  }

  /// Fills a buffer with them, and returns it.
  public static NativeBuffer fill(NativeBuffer buffer, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ByteBuffer view = buffer.view(0, buffer.bytes());
    byte[] chunk = new byte[CHUNK_BYTES];
    while (view.hasRemaining()) {
      random.nextBytes(chunk);
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = chunk[i] == 0 ? INSTEAD_OF_ZERO : chunk[i];
      }
      view.put(chunk, 0, Math.min(chunk.length, view.remaining()));
    }
    return buffer;
  }
}
