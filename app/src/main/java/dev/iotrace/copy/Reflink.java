package dev.iotrace.copy;

import dev.iotrace.syscall.Clone;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Stat;
import java.util.Set;

/// `FICLONE`: the whole file in one call, which moves no data.
final class Reflink implements Mover {
  private static final Set<Integer> CANNOT =
      Set.of(Errno.EOPNOTSUPP, Errno.EINVAL, Errno.ENOTTY, Errno.EXDEV);

  private final Source source;
  private final Destination destination;

  Reflink(Source source, Destination destination) {
    this.source = source;
    this.destination = destination;
  }

  /// Asked again, it has nothing to add. The call takes the source as long as it is by then; what
  /// is more than at its opening is cut off again.
  @Override
  public long move(long offset, long count) throws ErrnoException {
    FileDescriptor target = destination.file();
    try {
      Clone.ficlone(target, source.file());
    } catch (ErrnoException e) {
      if (CANNOT.contains(e.errno())) {
        throw CopyRefused.cannot(Strategy.REFLINK, why(e));
      }
      throw e;
    }
    long cloned = Stat.of(target).bytes();
    if (cloned > source.bytes()) {
      destination.cut(source.bytes());
    }
    return Math.min(cloned, source.bytes()) - offset;
  }

  private static String why(ErrnoException e) {
    String reason =
        e.errno() == Errno.EXDEV
            ? "files of two file systems cannot share blocks"
            : "the file system cannot share blocks between files";
    return reason + " (" + Errno.name(e.errno()) + ")";
  }

  @Override
  public long stepBytes() {
    return Long.MAX_VALUE;
  }

  /// The blocks are there already.
  @Override
  public long roomFor(long bytes) {
    return 0;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
