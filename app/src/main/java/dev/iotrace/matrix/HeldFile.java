package dev.iotrace.matrix;

import static dev.iotrace.syscall.OpenFlags.O_EXCL;
import static dev.iotrace.syscall.OpenFlags.O_NOFOLLOW;
import static dev.iotrace.syscall.OpenFlags.O_PATH;
import static dev.iotrace.syscall.OpenFlags.O_RDWR;

import dev.iotrace.bench.BenchRefused;
import dev.iotrace.syscall.BlockDevice;
import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import dev.iotrace.syscall.SysFile;
import dev.iotrace.syscall.Unistd;
import dev.iotrace.workload.WorkloadDirectory;
import java.nio.file.Path;
import java.util.Optional;

/// What the cells write to: a new file, one that is there, or a device. Held open from the first
/// look to the last cell, so that what was checked is what is written, whatever its name means by
/// then. Its length never changes.
public final class HeldFile implements AutoCloseable {
  private final Path path;
  private final FileDescriptor held;
  private final Statx stat;
  private final long bytes;

  private HeldFile(Path path, FileDescriptor held, Statx stat, long bytes) {
    this.path = path;
    this.held = held;
    this.stat = stat;
    this.bytes = bytes;
  }

  /// Makes a new file of that length, with room for all of it. Without room it goes again.
  ///
  /// @param path in that directory
  public static HeldFile make(WorkloadDirectory directory, Path path, long bytes)
      throws ErrnoException {
    FileDescriptor file = directory.create(path.getFileName(), O_RDWR);
    try {
      giveRoom(file, bytes);
      return new HeldFile(path, file, Stat.of(file), bytes);
    } catch (ErrnoException e) {
      file.close();
      directory.remove(path.getFileName());
      throw e;
    }
  }

  /// Where a file system knows no `fallocate`, the first overwrite gives the room.
  private static void giveRoom(FileDescriptor file, long bytes) throws ErrnoException {
    try {
      Fcntl.fallocate(file, 0, 0, bytes);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
      Unistd.ftruncate(file, bytes);
    }
  }

  /// Takes a regular file of the user's, and its advisory lock, flock(2), until it is closed.
  ///
  /// @throws BenchRefused when it is locked by others
  public static HeldFile existing(Path path) throws ErrnoException {
    FileDescriptor file = open(path, O_RDWR);
    boolean ours = false;
    try {
      Statx stat = Stat.of(file);
      if (!SysFile.tryLock(file)) {
        throw BenchRefused.usage(
            "--existing " + path,
            "another program has locked it (flock)",
            "end that program, or name another file");
      }
      ours = true;
      return new HeldFile(path, file, stat, stat.bytes());
    } finally {
      if (!ours) {
        file.close();
      }
    }
  }

  /// Claims a block device: with `O_EXCL` the kernel refuses one that is mounted, is swap or has
  /// another device on it, and keeps others from doing so (open(2); `bd_may_claim`, block/bdev.c).
  ///
  /// @throws BenchRefused when it is in use
  public static HeldFile device(Path path) throws ErrnoException {
    try {
      FileDescriptor device = open(path, O_RDWR | O_EXCL);
      return new HeldFile(path, device, Stat.of(device), BlockDevice.bytes(device));
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EBUSY) {
        throw BenchRefused.usage(
            "--existing " + path,
            "the kernel says that the device is in use",
            "unmount it, or name another");
      }
      throw e;
    }
  }

  /// Opens what a name means now, but no link.
  private static FileDescriptor open(Path path, int flags) throws ErrnoException {
    try (FileDescriptor found = Fcntl.open(path, O_PATH | O_NOFOLLOW)) {
      return Fcntl.open(behind(found), flags);
    }
  }

  /// proc(5), `/proc/PID/fd`: opens what is held.
  private static Path behind(FileDescriptor file) {
    return Path.of("/proc/self/fd/" + file.number());
  }

  /// As it was named.
  public Path path() {
    return path;
  }

  /// How much may be written to it.
  public long bytes() {
    return bytes;
  }

  /// What the kernel says of it.
  public Statx stat() {
    return stat;
  }

  /// What direct I/O on it asks for; empty where the kernel does not tell.
  public Optional<DirectIo> directIo() {
    return stat.directIo();
  }

  /// Opens it anew.
  ///
  /// @param flags of `OpenFlags`, the access among them
  public FileDescriptor open(int flags) throws ErrnoException {
    return Fcntl.open(behind(held), flags);
  }

  /// Brings all that was written home, metadata and journal included, and empties the page cache of
  /// it, so that each cell begins alike.
  public void settle() throws ErrnoException {
    Unistd.fsync(held);
    if (stat.isRegularFile()) {
      Unistd.syncfs(held);
    }
    Fcntl.posixFadvise(held, 0, 0, Fcntl.POSIX_FADV_DONTNEED);
  }

  @Override
  public void close() throws ErrnoException {
    held.close();
  }
}
