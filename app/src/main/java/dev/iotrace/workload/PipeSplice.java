package dev.iotrace.workload;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.Pipe;
import dev.iotrace.syscall.Unistd;
import java.util.concurrent.Semaphore;

/// `splice`: from a pipe that holds the whole write.
///
/// Another thread fills the pipe, for that is a write too, and the workload's thread shall make
/// none but those it tells of.
final class PipeSplice implements WriteCall {
  private final Pipe pipe;
  private final WritePlan writes;
  private final Thread filler;
  private final Semaphore empty = new Semaphore(0);
  private final Semaphore full = new Semaphore(0);
  private long bytesInPipe;

  private PipeSplice(Pipe pipe, WritePlan writes) {
    this.pipe = pipe;
    this.writes = writes;
    this.filler = Thread.ofPlatform().daemon().name("iotrace-filler").unstarted(this::fill);
  }

  static PipeSplice prepare(WritePlan writes) throws ErrnoException {
    Pipe pipe = Unistd.pipe();
    try {
      Fcntl.setPipeBytes(pipe.writing(), Math.toIntExact(writes.bytes()));
    } catch (ErrnoException e) {
      pipe.close();
      throw e;
    }
    PipeSplice splice = new PipeSplice(pipe, writes);
    splice.filler.start();
    return splice;
  }

  /// The filler's life: the pipe is large enough, so that it never blocks in a write.
  private void fill() {
    try (NativeBuffer content = Content.allocate(writes.bytes(), Long.BYTES, writes.seed())) {
      while (true) {
        empty.acquire();
        Unistd.writeFully(pipe.writing(), content);
        full.release();
      }
    } catch (InterruptedException e) {
      // Closed.
    } catch (ErrnoException e) {
      throw new IllegalStateException("a pipe with room and a reader did not take a write", e);
    }
  }

  @Override
  public void ready(FileDescriptor file, long offset) {
    if (bytesInPipe == 0) {
      empty.release();
      full.acquireUninterruptibly();
      bytesInPipe = writes.bytes();
    }
  }

  @Override
  public long write(FileDescriptor file, long from, long count, long offset) throws ErrnoException {
    long moved = Fcntl.splice(pipe.reading(), file, offset, count);
    bytesInPipe -= moved;
    return moved;
  }

  @Override
  public void close() throws ErrnoException {
    filler.interrupt();
    boolean interrupted = false;
    while (filler.isAlive()) {
      try {
        filler.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    pipe.close();
  }
}
