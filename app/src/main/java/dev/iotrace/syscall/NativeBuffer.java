package dev.iotrace.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/// Memory outside the Java heap, aligned as asked, between the kernel and a file.
///
/// Belongs to the thread that allocated it; another may write from it while that one waits. Zero at
/// first.
public final class NativeBuffer implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment memory;

  /// Of the only thread that may use the memory: looking it up takes 3 ns of a call.
  private final MemorySegment callState = Libc.callState();

  private NativeBuffer(long bytes, long alignment, long beyond) {
    this.memory = arena.allocate(beyond + bytes, alignment).asSlice(beyond);
  }

  /// Allocates `bytes` bytes whose address is a multiple of `alignment`, a power of two: for
  /// `O_DIRECT`, see [DirectIo].
  public static NativeBuffer allocate(long bytes, long alignment) {
    return new NativeBuffer(bytes, alignment, 0);
  }

  /// Allocates `bytes` bytes whose address is so many bytes beyond a multiple of `alignment`, and
  /// no multiple itself.
  ///
  /// @param beyond more than 0, less than `alignment`
  public static NativeBuffer allocateBeyond(long bytes, long alignment, long beyond) {
    return new NativeBuffer(bytes, alignment, beyond);
  }

  /// Allocates room for these bytes and copies them in.
  public static NativeBuffer of(byte... content) {
    NativeBuffer buffer = allocate(content.length, Long.BYTES);
    MemorySegment.copy(content, 0, buffer.memory, ValueLayout.JAVA_BYTE, 0, content.length);
    return buffer;
  }

  /// How many bytes there are.
  public long bytes() {
    return memory.byteSize();
  }

  /// The bytes from `offset` on, to read and to fill; at most 2 GiB of them.
  public ByteBuffer view(long offset, long bytes) {
    return memory.asSlice(offset, bytes).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /// The bytes from `offset` on, `bytes` of them.
  MemorySegment slice(long offset, long bytes) {
    // The whole is what a loop writes again and again: it costs no new object.
    return offset == 0 && bytes == memory.byteSize() ? memory : memory.asSlice(offset, bytes);
  }

  /// Where the byte at `offset` stands, `bytes` of them from there on.
  ///
  /// @throws IllegalStateException when closed
  long address(long offset, long bytes) {
    requireOpen();
    Objects.checkFromIndexSize(offset, bytes, memory.byteSize());
    return memory.address() + offset;
  }

  /// Where the calls of this buffer's thread leave their errno.
  MemorySegment callState() {
    return callState;
  }

  /// Does nothing while the memory is there.
  ///
  /// @throws IllegalStateException when closed
  void requireOpen() {
    if (!memory.scope().isAlive()) {
      throw new IllegalStateException("the buffer is closed");
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
