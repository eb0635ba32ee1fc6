package dev.iotrace.workload;

import static dev.iotrace.syscall.OpenFlags.O_CREAT;
import static dev.iotrace.syscall.OpenFlags.O_DIRECT;
import static dev.iotrace.syscall.OpenFlags.O_DIRECTORY;
import static dev.iotrace.syscall.OpenFlags.O_EXCL;
import static dev.iotrace.syscall.OpenFlags.O_NOFOLLOW;
import static dev.iotrace.syscall.OpenFlags.O_RDONLY;
import static dev.iotrace.syscall.OpenFlags.O_RDWR;
import static dev.iotrace.syscall.OpenFlags.O_TMPFILE;

import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.ProcessIds;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Unistd;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The directory that a workload writes in, open: whoever renames it or puts a link in its place
/// does not lead us elsewhere.
public final class WorkloadDirectory implements AutoCloseable {
  private static final int OWNER_ONLY = 0600;

  private final FileDescriptor directory;

  private WorkloadDirectory(FileDescriptor directory) {
    this.directory = directory;
  }

  /// Opens it.
  ///
  /// @throws ErrnoException ENOENT, ENOTDIR, EACCES
  public static WorkloadDirectory open(Path path) throws ErrnoException {
    return new WorkloadDirectory(Fcntl.open(path, O_RDONLY | O_DIRECTORY));
  }

  /// A name that no file has, as good as surely.
  public static Path freshName() {
    long random = ThreadLocalRandom.current().nextLong();
    return Path.of("iotrace-" + ProcessIds.getpid() + "-" + Long.toHexString(random) + ".dat");
  }

  /// Makes a new file, and none else.
  ///
  /// @param flags of `OpenFlags`, the access among them
  public FileDescriptor create(Path name, int flags) throws ErrnoException {
    return Fcntl.openat(directory, name, flags | O_CREAT | O_EXCL | O_NOFOLLOW, OWNER_ONLY);
  }

  /// Makes a file without a name, which is gone when closed.
  FileDescriptor createNameless(int flags) throws ErrnoException {
    try {
      return Fcntl.openat(directory, Path.of("."), flags | O_TMPFILE | O_RDWR, OWNER_ONLY);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EOPNOTSUPP && e.errno() != Errno.EISDIR) {
        throw e;
      }
    }
    // Without O_TMPFILE.
    Path name = freshName();
    FileDescriptor file = create(name, flags | O_RDWR);
    remove(name);
    return file;
  }

  /// What direct I/O on a new file here asks for, [DirectIo#NONE] when it does none; empty where
  /// the kernel does not tell. Asks a nameless file, opened as a real one will be.
  public Optional<DirectIo> directIo() throws ErrnoException {
    try (FileDescriptor stranger = createNameless(O_DIRECT)) {
      return Stat.of(stranger).directIo();
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EINVAL) {
        return Optional.of(DirectIo.NONE);
      }
      throw e;
    }
  }

  /// Takes away a file's name.
  public void remove(Path name) throws ErrnoException {
    Unistd.unlinkat(directory, name);
  }

  /// Writes out all that the file system has in memory, so that what was made here for preparation
  /// does not come up during the run.
  public void settle() throws ErrnoException {
    Unistd.syncfs(directory);
  }

  @Override
  public void close() throws ErrnoException {
    directory.close();
  }
}
