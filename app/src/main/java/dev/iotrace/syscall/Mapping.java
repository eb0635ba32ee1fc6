package dev.iotrace.syscall;

import java.lang.foreign.MemorySegment;

/// A range of a file in memory, shared: a store here is a write to the file.
///
/// Belongs to one thread. After [#close()] it must not be touched.
public final class Mapping implements AutoCloseable {
  private final FileDescriptor file;
  private final long address;
  private final long bytes;
  private boolean open = true;

  Mapping(FileDescriptor file, long address, long bytes) {
    this.file = file;
    this.address = address;
    this.bytes = bytes;
  }

  /// Stores `count` bytes of the buffer, from its byte `from` on, at `offset` of the mapping.
  ///
  /// @throws ErrnoException EFAULT for SIGBUS: the kernel could not provide the page, for the file
  ///   is shorter by now, the file system is full, or reading it failed
  public void store(NativeBuffer buffer, long from, long count, long offset) throws ErrnoException {
    try {
      MemorySegment.copy(buffer.slice(from, count), 0, memory(), offset, count);
      deliverFault();
    } catch (InternalError e) {
      // This is what the JVM makes of SIGBUS in a memory access.
      throw new ErrnoException("store into", file.toString(), Errno.EFAULT);
    }
  }

  /// Compiled code goes on after a SIGBUS, and the JVM throws only where the thread next returns
  /// from native code: here, so that it is not anywhere.
  private void deliverFault() {
    boolean ignored = Thread.holdsLock(this);
  }

  /// Writes the mapping's dirty pages to the device and waits, by `msync` with `MS_SYNC`.
  public void sync() throws ErrnoException {
    Mman.msync(file, memory(), Mman.MS_SYNC);
  }

  @SuppressWarnings("restricted")
  private MemorySegment memory() {
    if (!open) {
      throw new IllegalStateException("the mapping of " + file + " is closed");
    }
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  /// Unmaps; dirty pages stay in the page cache.
  @Override
  public void close() throws ErrnoException {
    if (open) {
      MemorySegment mapped = memory();
      open = false;
      Mman.munmap(file, mapped);
    }
  }
}
