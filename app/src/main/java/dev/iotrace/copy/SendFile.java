package dev.iotrace.copy;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Sendfile;
import dev.iotrace.syscall.Unistd;

/// `sendfile`: the kernel's own pipe in place of ours (`splice_direct_to_actor`, fs/splice.c).
final class SendFile implements Mover {
  private final Source source;
  private final Destination destination;
  private long position;

  SendFile(Source source, Destination destination) {
    this.source = source;
    this.destination = destination;
  }

  @Override
  public long move(long offset, long count) throws ErrnoException {
    if (position != offset) {
      Unistd.seek(destination.file(), offset);
      position = offset;
    }
    long moved = Sendfile.sendfile(destination.file(), source.file(), offset, count);
    position += moved;
    return moved;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
