package dev.iotrace.copy;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.Unistd;

/// `pread` into memory, `pwrite` out of it: two calls and two copies of each byte.
final class ReadWrite implements Mover {
  private static final long PAGE_BYTES = 4096;

  private final Source source;
  private final Destination destination;
  private final NativeBuffer buffer;

  ReadWrite(Source source, Destination destination, long unitBytes) {
    this.source = source;
    this.destination = destination;
    this.buffer = NativeBuffer.allocate(unitBytes, PAGE_BYTES);
  }

  /// After a short write the rest is read again, which is rare and keeps no state.
  @Override
  public long move(long offset, long count) throws ErrnoException {
    long wanted = Math.min(count, buffer.bytes());
    long read = Unistd.pread(source.file(), buffer, 0, wanted, offset);
    return read == 0 ? 0 : Unistd.pwrite(destination.file(), buffer, 0, read, offset);
  }

  @Override
  public void close() {
    buffer.close();
  }
}
