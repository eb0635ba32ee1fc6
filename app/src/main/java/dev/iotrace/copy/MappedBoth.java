package dev.iotrace.copy;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Mapping;
import dev.iotrace.syscall.Mman;
import org.jspecify.annotations.Nullable;

/// Both files are mapped, and the bytes moved from one place in memory to another. The new file
/// must have its length before.
///
/// The kernel answers an access that it cannot serve by SIGBUS, whatever the reason: the source is
/// shorter by now, the target is full, the device failed. The bytes are then copied by `pread` and
/// `pwrite`, which say which it was.
final class MappedBoth implements Mover {
  private static final long UNIT_BYTES = 1 << 20;
  private static final long ASKING_BYTES = 1 << 16;

  private final Source source;
  private final Destination destination;
  private final ReadWrite asking;
  private @Nullable Mapping from;
  private @Nullable Mapping to;

  MappedBoth(Source source, Destination destination) {
    this.source = source;
    this.destination = destination;
    this.asking = new ReadWrite(source, destination, ASKING_BYTES);
  }

  @Override
  public long move(long offset, long count) throws ErrnoException {
    if (from == null) {
      from = Mman.mapForReading(source.file(), 0, source.bytes());
    }
    if (to == null) {
      to = Mman.mapShared(destination.file(), 0, source.bytes());
    }
    try {
      long moved = Math.min(count, UNIT_BYTES);
      to.store(from, offset, moved, offset);
      return moved;
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EFAULT) {
        throw e;
      }
      return asking.move(offset, count);
    }
  }

  @Override
  public void close() throws ErrnoException {
    asking.close();
    try {
      if (from != null) {
        from.close();
      }
    } finally {
      if (to != null) {
        to.close();
      }
    }
  }
}
