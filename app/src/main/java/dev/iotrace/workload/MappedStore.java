package dev.iotrace.workload;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Mapping;
import dev.iotrace.syscall.Mman;
import dev.iotrace.syscall.NativeBuffer;
import org.jspecify.annotations.Nullable;

/// `mmap`: the write is a store into a shared mapping of all places; no system call, a page fault
/// at most.
final class MappedStore implements WriteCall {
  /// A multiple of every page size that x86_64 and aarch64 have.
  private static final long PAGE_BYTES_MAX = 1 << 16;

  private final NativeBuffer content;
  private final long start;
  private final long end;
  private @Nullable Mapping mapping;

  MappedStore(NativeBuffer content, WritePlan writes) {
    this.content = content;
    this.start = writes.offset() / PAGE_BYTES_MAX * PAGE_BYTES_MAX;
    this.end = writes.end();
  }

  @Override
  public void attach(FileDescriptor file) throws ErrnoException {
    unmap();
    mapping = Mman.mapShared(file, start, end - start);
  }

  @Override
  public long write(FileDescriptor file, long from, long count, long offset) throws ErrnoException {
    if (mapping == null) {
      throw new IllegalStateException("no file is mapped");
    }
    mapping.store(content, from, count, offset - start);
    return count;
  }

  private void unmap() throws ErrnoException {
    if (mapping != null) {
      mapping.close();
      mapping = null;
    }
  }

  @Override
  public void close() throws ErrnoException {
    content.close();
    unmap();
  }
}
