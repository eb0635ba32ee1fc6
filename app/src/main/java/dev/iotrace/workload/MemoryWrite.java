package dev.iotrace.workload;

import dev.iotrace.event.Syscall;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.IoVector;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.Uio;
import dev.iotrace.syscall.Unistd;

/// `write`, `pwrite`, `writev` and `pwritev2`: from memory.
final class MemoryWrite implements WriteCall {
  private final Syscall call;
  private final NativeBuffer content;
  private final long partBytes;
  private final boolean appends;
  private final FilePosition position = new FilePosition();

  /// Prepares a call.
  ///
  /// @param partBytes what the length of each part of a vector is a multiple of
  /// @param appends the kernel puts the bytes at the end, wherever the position is
  MemoryWrite(Syscall call, NativeBuffer content, long partBytes, boolean appends) {
    this.call = call;
    this.content = content;
    this.partBytes = partBytes;
    this.appends = appends;
  }

  @Override
  public void attach(FileDescriptor file) {
    position.reset();
  }

  @Override
  public void ready(FileDescriptor file, long offset) throws ErrnoException {
    boolean usesPosition = call == Syscall.WRITE || call == Syscall.WRITEV;
    if (usesPosition && !appends) {
      position.moveTo(file, offset);
    }
  }

  @Override
  public long write(FileDescriptor file, long from, long count, long offset) throws ErrnoException {
    return switch (call) {
      case WRITE -> position.advance(Unistd.write(file, content, from, count));
      case PWRITE -> Unistd.pwrite(file, content, from, count, offset);
      case WRITEV -> position.advance(Uio.writev(file, halves(from, count)));
      case PWRITEV2 -> Uio.pwritev2(file, halves(from, count), offset, 0);
      default -> throw new IllegalStateException("not from memory: " + call);
    };
  }

  /// Two parts, for one would be no vector; one where that is all there is.
  private IoVector halves(long from, long count) {
    long first = count / 2 / partBytes * partBytes;
    return first == 0
        ? IoVector.of(content, from, count)
        : IoVector.of(content, from, first, count - first);
  }

  @Override
  public void close() {
    content.close();
  }
}
