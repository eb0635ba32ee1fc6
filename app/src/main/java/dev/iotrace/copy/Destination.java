package dev.iotrace.copy;

import static dev.iotrace.syscall.OpenFlags.O_CREAT;
import static dev.iotrace.syscall.OpenFlags.O_DIRECTORY;
import static dev.iotrace.syscall.OpenFlags.O_EXCL;
import static dev.iotrace.syscall.OpenFlags.O_NOFOLLOW;
import static dev.iotrace.syscall.OpenFlags.O_PATH;
import static dev.iotrace.syscall.OpenFlags.O_RDWR;

import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import dev.iotrace.syscall.Unistd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The file that is made, in its directory, which is held open: whoever renames that does not lead
/// us elsewhere.
record Destination(Path path, FileDescriptor directory, FileDescriptor file)
    implements AutoCloseable {
  /// Read, write and execute for all: not the set-user-id bits and their like.
  private static final int PERMISSIONS = 0777;

  /// Makes the file, with the source's permissions less those of the umask, as cp(1) does.
  ///
  /// @param force an existing regular file is removed before; its other names keep it
  /// @throws CopyRefused when it is the source, exists, or cannot be made
  static Destination create(Path named, Source source, boolean force) throws ErrnoException {
    Path path = Files.isDirectory(named) ? named.resolve(source.path().getFileName()) : named;
    FileDescriptor directory = openDirectory(path);
    try {
      Path name = path.getFileName();
      Optional<Statx> existing = look(directory, name);
      if (existing.isPresent()) {
        requireReplaceable(path, existing.get(), source, force);
        Unistd.unlinkat(directory, name);
      }
      int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
      int mode = source.stat().mode() & PERMISSIONS;
      return new Destination(path, directory, Fcntl.openat(directory, name, flags, mode));
    } catch (ErrnoException e) {
      directory.close();
      throw CopyRefused.destination(path, e);
    } catch (CopyRefused e) {
      directory.close();
      throw e;
    }
  }

  private static FileDescriptor openDirectory(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || path.getFileName() == null) {
      throw CopyRefused.usage("cannot make " + path, "it is no name for a file", "name a file");
    }
    try {
      return Fcntl.open(parent, O_PATH | O_DIRECTORY);
    } catch (ErrnoException e) {
      throw CopyRefused.destination(path, e);
    }
  }

  private static Optional<Statx> look(FileDescriptor directory, Path name) throws ErrnoException {
    try (FileDescriptor found = Fcntl.openat(directory, name, O_PATH | O_NOFOLLOW, 0)) {
      return Optional.of(Stat.of(found));
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void requireReplaceable(Path path, Statx found, Source source, boolean force) {
    if (isSame(found, source.stat()) || isSame(behind(path).orElse(found), source.stat())) {
      throw CopyRefused.usage(
          "cannot copy " + source.path() + " to " + path, "they are one file", "name another");
    }
    if (!force) {
      throw CopyRefused.exists(path);
    }
    if (!found.isRegularFile()) {
      throw CopyRefused.usage(
          "cannot replace " + path, "it is a link, a device or a directory", "name a regular file");
    }
  }

  /// What a link leads to; empty when that is not there.
  private static Optional<Statx> behind(Path path) {
    try {
      return Optional.of(Stat.of(path));
    } catch (ErrnoException e) {
      return Optional.empty();
    }
  }

  private static boolean isSame(Statx one, Statx other) {
    return one.inode() == other.inode()
        && one.deviceMajor() == other.deviceMajor()
        && one.deviceMinor() == other.deviceMinor();
  }

  /// Gives it this length.
  void cut(long bytes) throws ErrnoException {
    Unistd.ftruncate(file, bytes);
  }

  /// Takes it away again.
  void remove() throws ErrnoException {
    Unistd.unlinkat(directory, path.getFileName());
  }

  @Override
  public void close() throws ErrnoException {
    try (directory) {
      file.close();
    }
  }
}
