package dev.iotrace.copy;

import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import dev.iotrace.syscall.Unistd;

/// `pread` and `pwrite` with `O_DIRECT`: what the device moves, and no page cache.
///
/// The last bytes, less than `O_DIRECT` can write, go by way of the page cache, as dd(1) does it:
/// the flag is taken back for them.
final class DirectReadWrite implements Mover {
  private static final long UNIT_BYTES = 1 << 20;

  private final Source source;
  private final Destination destination;
  private final long alignment;
  private final NativeBuffer buffer;

  private DirectReadWrite(Source source, Destination destination, DirectIo needs) {
    this.source = source;
    this.destination = destination;
    this.alignment = needs.offsetAlignment();
    this.buffer = NativeBuffer.allocate(UNIT_BYTES, needs.memoryAlignment());
  }

  static DirectReadWrite open(Source source, Destination destination) throws ErrnoException {
    Source.askForDirect(destination.file());
    DirectIo from = needs(source.file());
    DirectIo to = needs(destination.file());
    return new DirectReadWrite(
        source,
        destination,
        new DirectIo(
            Math.max(from.memoryAlignment(), to.memoryAlignment()),
            Math.max(from.offsetAlignment(), to.offsetAlignment())));
  }

  /// Where the file system does not tell, a block is enough: no device has larger sectors than the
  /// file system on it has blocks.
  private static DirectIo needs(FileDescriptor file) throws ErrnoException {
    Statx stat = Stat.of(file);
    return stat.directIo().orElse(DirectIo.ofSector(Math.toIntExact(stat.blockBytes())));
  }

  @Override
  public long move(long offset, long count) throws ErrnoException {
    if (offset % alignment != 0) {
      // The last call found the source's end, which is not where it was when it was opened.
      return 0;
    }
    long wanted = Math.min(UNIT_BYTES, count + (alignment - count % alignment) % alignment);
    long read = Math.min(count, Unistd.pread(source.file(), buffer, 0, wanted, offset));
    long whole = read / alignment * alignment;
    if (whole > 0) {
      return Unistd.pwrite(destination.file(), buffer, 0, whole, offset);
    }
    if (read > 0) {
      Fcntl.setFlags(destination.file(), 0);
      return Unistd.pwrite(destination.file(), buffer, 0, read, offset);
    }
    return 0;
  }

  @Override
  public long alignment() {
    return alignment;
  }

  @Override
  public void close() {
    buffer.close();
  }
}
