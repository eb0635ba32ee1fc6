package dev.iotrace.syscall;

import java.lang.foreign.MemorySegment;

/// A range of a file in memory, shared: a store here is a write to the file, unless it was mapped
/// for reading.
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
    store(buffer.slice(from, count), offset);
  }

  /// Stores `count` bytes of another mapping, from its byte `from` on, at `offset` of this one.
  ///
  /// @throws ErrnoException EFAULT as above, by either mapping: the signal does not tell which
  public void store(Mapping source, long from, long count, long offset) throws ErrnoException {
    store(source.memory().asSlice(from, count), offset);
  }

  private void store(MemorySegment bytes, long offset) throws ErrnoException {
    try {
      MemorySegment.copy(bytes, 0, memory(), offset, bytes.byteSize());
      deliverFault();
    } catch (InternalError e) {
      // This is what the JVM makes of SIGBUS in a memory access.
      throw new ErrnoException("store into", file.toString(), Errno.EFAULT);
    }
  }

  /// Writes `count` bytes of the mapping, from its byte `from` on, to another file by `pwrite`.
  ///
  /// @return how many bytes were written, perhaps fewer than asked for
  /// @throws ErrnoException EFAULT where this file has no such page any more, see [#store]
  public long pwrite(FileDescriptor to, long from, long count, long offset) throws ErrnoException {
    return Unistd.pwrite(to, memory().asSlice(from, count), offset);
  }

  /// How many of the mapping's pages are in the page cache, by `mincore`. The kernel tells that to
  /// those who own the file or may write it; others get all pages (`can_do_mincore`, mm/mincore.c).
  public long residentPages() throws ErrnoException {
    return Mman.residentPages(file, memory());
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
