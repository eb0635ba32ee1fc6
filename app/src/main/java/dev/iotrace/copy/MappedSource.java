package dev.iotrace.copy;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Mapping;
import dev.iotrace.syscall.Mman;
import org.jspecify.annotations.Nullable;

/// The source is mapped, and written from there.
///
/// Where the source has lost a page meanwhile `pwrite` returns EFAULT, or less than asked for. Then
/// the bytes are asked for by `pread`, which says what is there.
final class MappedSource implements Mover {
  private static final long UNIT_BYTES = 1 << 20;
  private static final long ASKING_BYTES = 1 << 16;

  private final Source source;
  private final Destination destination;
  private final ReadWrite asking;
  private @Nullable Mapping mapping;

  MappedSource(Source source, Destination destination) {
    this.source = source;
    this.destination = destination;
    this.asking = new ReadWrite(source, destination, ASKING_BYTES);
  }

  @Override
  public long move(long offset, long count) throws ErrnoException {
    if (mapping == null) {
      mapping = Mman.mapForReading(source.file(), 0, source.bytes());
    }
    try {
      return mapping.pwrite(destination.file(), offset, Math.min(count, UNIT_BYTES), offset);
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
    if (mapping != null) {
      mapping.close();
    }
  }
}
