package dev.iotrace.copy;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.Pipe;
import dev.iotrace.syscall.Unistd;

/// `splice` into a pipe and out of it: what goes through are references to the source's pages.
final class PipeSplice implements Mover {
  /// `/proc/sys/fs/pipe-max-size` where nobody has changed it.
  private static final int PIPE_BYTES = 1 << 20;

  private final Source source;
  private final Destination destination;
  private final Pipe pipe;
  private long inPipe;

  private PipeSplice(Source source, Destination destination, Pipe pipe) {
    this.source = source;
    this.destination = destination;
    this.pipe = pipe;
  }

  static PipeSplice open(Source source, Destination destination) throws ErrnoException {
    Pipe pipe = Unistd.pipe();
    try {
      Fcntl.setPipeBytes(pipe.writing(), PIPE_BYTES);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EPERM) {
        pipe.close();
        throw e;
      }
      // It stays as large as pipes are here: 64 KiB, or a page for one who has too many.
    }
    return new PipeSplice(source, destination, pipe);
  }

  @Override
  public long move(long offset, long count) throws ErrnoException {
    if (inPipe == 0) {
      inPipe = Fcntl.spliceIn(source.file(), offset, pipe.writing(), count);
    }
    long moved = inPipe == 0 ? 0 : Fcntl.splice(pipe.reading(), destination.file(), offset, inPipe);
    inPipe -= moved;
    return moved;
  }

  @Override
  public void close() throws ErrnoException {
    pipe.close();
  }
}
