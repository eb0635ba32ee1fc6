package dev.iotrace.copy;

import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import java.util.OptionalLong;

/// How a file got its length, and what that cost.
///
/// @param how `TRUNCATE` also where it was not asked for but needed: to map the file, or to keep
///   holes
/// @param ns how long it took
/// @param oneByteWrites how many blocks glibc wrote one byte into, because the file system has no
///   `fallocate`: write calls of the thread while it was in `posix_fallocate`, as the kernel
///   counted them; empty where it does not count
public record Allocated(Preallocation how, long ns, OptionalLong oneByteWrites) {
  /// Nothing was given.
  static final Allocated NOTHING = new Allocated(Preallocation.NONE, 0, OptionalLong.of(0));

  /// Gives the new file its length.
  static Allocated give(Destination destination, Preallocation how, long bytes)
      throws ErrnoException {
    OptionalLong before = WriteCalls.ofThisThread();
    long start = System.nanoTime();
    if (bytes > 0) {
      switch (how) {
        case NONE -> {}
        case TRUNCATE -> destination.cut(bytes);
        case FALLOCATE -> Fcntl.fallocate(destination.file(), 0, 0, bytes);
        case POSIX_FALLOCATE -> Fcntl.posixFallocate(destination.file(), 0, bytes);
      }
    }
    long ns = System.nanoTime() - start;
    OptionalLong after = WriteCalls.ofThisThread();
    return new Allocated(
        how,
        ns,
        before.isPresent() && after.isPresent()
            ? OptionalLong.of(after.getAsLong() - before.getAsLong())
            : OptionalLong.empty());
  }
}
