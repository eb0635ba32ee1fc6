package dev.iotrace.bench;

import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.workload.OpenFlag;
import dev.iotrace.workload.Prealloc;
import dev.iotrace.workload.WorkloadDirectory;
import java.nio.file.Path;
import java.util.Set;

/// A new file to write into, and to open again and again with other flags; gone when closed.
public final class BenchFile implements AutoCloseable {
  /// Of a block's address when nothing asks for more.
  private static final int PAGE_BYTES = 4096;

  private final WorkloadDirectory directory;
  private final Path name;
  private final FileDescriptor held;
  private final DirectIo direct;

  private BenchFile(WorkloadDirectory directory, Path name, FileDescriptor held, DirectIo direct) {
    this.directory = directory;
    this.name = name;
    this.held = held;
    this.direct = direct;
  }

  /// Makes it.
  ///
  /// @param path new, in an existing directory
  /// @param logicalSectorBytes of the device: the alignment for direct I/O where the kernel does
  ///   not tell another
  /// @throws BenchRefused when it cannot be made
  public static BenchFile create(Path path, int logicalSectorBytes) {
    Path name = path.getFileName();
    try {
      WorkloadDirectory directory = WorkloadDirectory.open(path.resolveSibling(""));
      boolean made = false;
      try {
        DirectIo direct = directory.directIo().orElse(DirectIo.ofSector(logicalSectorBytes));
        FileDescriptor held = directory.create(name, OpenFlags.O_WRONLY);
        made = true;
        return new BenchFile(directory, name, held, direct);
      } finally {
        if (!made) {
          directory.close();
        }
      }
    } catch (ErrnoException e) {
      throw BenchRefused.unprepared(e);
    }
  }

  /// Gives it its length.
  ///
  /// @throws BenchRefused when there is no room, or the file system cannot
  public void preallocate(Prealloc prealloc, long bytes) {
    try {
      switch (prealloc) {
        case NONE -> {}
        case FALLOCATE -> Fcntl.fallocate(held, 0, 0, bytes);
        case TRUNCATE -> Unistd.ftruncate(held, bytes);
      }
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EOPNOTSUPP) {
        throw BenchRefused.host(
            "--prealloc fallocate", e.getMessage(), "use --prealloc truncate or none");
      }
      throw BenchRefused.unprepared(e);
    }
  }

  /// Looks whether blocks of this size can be written with these flags.
  ///
  /// @throws BenchRefused when direct I/O asks for another
  public void requireAligned(long blockBytes, Set<OpenFlag> flags) {
    if (!flags.contains(OpenFlag.DIRECT)) {
      return;
    }
    if (!direct.supported()) {
      throw BenchRefused.host(
          "--open-flags direct",
          "the file system of " + held + " does no direct I/O",
          "leave it out or choose another --target");
    }
    if (blockBytes % direct.offsetAlignment() != 0) {
      throw BenchRefused.usage(
          "--open-flags direct with --block " + blockBytes,
          "here direct I/O moves multiples of " + direct.offsetAlignment() + " bytes",
          "give such a multiple");
    }
  }

  /// What the address of a block is to be a multiple of, whatever the flags.
  public long memoryAlignment() {
    return Math.max(PAGE_BYTES, direct.memoryAlignment());
  }

  /// Opens it for writing, whatever its name means by now: proc(5), `/proc/PID/fd`.
  ///
  /// @throws BenchRefused when the file system does not take the flags
  public FileDescriptor open(Set<OpenFlag> flags) {
    int bits = OpenFlags.O_WRONLY;
    for (OpenFlag flag : flags) {
      bits |= flag.bits();
    }
    try {
      return Fcntl.open(Path.of("/proc/self/fd/" + held.number()), bits);
    } catch (ErrnoException e) {
      throw BenchRefused.unprepared(e);
    }
  }

  /// Has all written that the file system holds in memory.
  ///
  /// @throws BenchRefused when that fails
  public void settle() {
    try {
      directory.settle();
    } catch (ErrnoException e) {
      throw BenchRefused.unprepared(e);
    }
  }

  /// Removes it.
  @Override
  public void close() throws ErrnoException {
    try (directory;
        held) {
      directory.remove(name);
    }
  }
}
