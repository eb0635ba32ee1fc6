package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// `fcntl.h`: open a file, give it room, start its writeback.
public final class Fcntl {
  /// `linux/falloc.h`: allocate, but leave the file's length.
  public static final int FALLOC_FL_KEEP_SIZE = 1;

  /// `linux/fs.h`: `SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
  /// SYNC_FILE_RANGE_WAIT_AFTER`, start the writeback and wait for it: the data alone, no metadata,
  /// no flush.
  public static final int SYNC_FILE_RANGE_WRITE_AND_WAIT = 1 | 2 | 4;

  /// `linux/fadvise.h`: the default read-ahead.
  public static final int POSIX_FADV_NORMAL = 0;

  /// No read-ahead.
  public static final int POSIX_FADV_RANDOM = 1;

  /// Twice the read-ahead.
  public static final int POSIX_FADV_SEQUENTIAL = 2;

  /// Begin to read now.
  public static final int POSIX_FADV_WILLNEED = 3;

  /// Drop the clean cached pages.
  public static final int POSIX_FADV_DONTNEED = 4;

  /// The data is read once: reading does not keep a page in the cache (Linux 6.3).
  public static final int POSIX_FADV_NOREUSE = 5;

  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int F_SETPIPE_SZ = 1031;

  private static final MethodHandle OPENAT =
      Libc.variadic(3, "openat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle FCNTL =
      Libc.variadic(2, "fcntl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle FALLOCATE =
      Libc.function("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle POSIX_FADVISE =
      Libc.plain("posix_fadvise", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle POSIX_FALLOCATE =
      Libc.plain("posix_fallocate", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SYNC_FILE_RANGE =
      Libc.function("sync_file_range", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SPLICE =
      Libc.function("splice", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  private Fcntl() {}

  /// `int openat(int dirfd, const char *pathname, int flags, mode_t mode)`,
  /// [openat(2)](https://man7.org/linux/man-pages/man2/openat.2.html), always with `O_CLOEXEC`.
  ///
  /// @param flags of [OpenFlags]
  /// @param mode the permissions of a new file; without `O_CREAT` and `O_TMPFILE` unused
  public static FileDescriptor openat(FileDescriptor directory, Path path, int flags, int mode)
      throws ErrnoException {
    int closedOnExec = flags | OpenFlags.O_CLOEXEC;
    String opened = directory.child(path);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Libc.path(arena, path);
      long number =
          Libc.call(
              "openat",
              opened,
              state ->
                  (int) OPENAT.invokeExact(state, directory.number(), name, closedOnExec, mode));
      return new FileDescriptor((int) number, opened);
    }
  }

  /// [#openat] of a file that exists, relative to the working directory.
  public static FileDescriptor open(Path path, int flags) throws ErrnoException {
    return openat(FileDescriptor.WORKING_DIRECTORY, path, flags, 0);
  }

  /// `int fcntl(int fd, F_GETFL)`, [fcntl(2)](https://man7.org/linux/man-pages/man2/fcntl.2.html).
  ///
  /// @return the flags in effect, those of [OpenFlags] that last beyond the opening
  public static int getFlags(FileDescriptor file) throws ErrnoException {
    return fcntl(file, F_GETFL, 0);
  }

  /// `int fcntl(int fd, F_SETFL, int flags)`.
  ///
  /// @param flags of [OpenFlags]; the kernel changes `O_APPEND`, `O_DIRECT` and `O_NONBLOCK` alone
  public static void setFlags(FileDescriptor file, int flags) throws ErrnoException {
    fcntl(file, F_SETFL, flags);
  }

  /// `int fcntl(int fd, F_SETPIPE_SZ, int bytes)`.
  ///
  /// @return the pipe's new capacity, at least `bytes`
  /// @throws ErrnoException EPERM above `/proc/sys/fs/pipe-max-size` without CAP_SYS_RESOURCE
  public static int setPipeBytes(FileDescriptor pipe, int bytes) throws ErrnoException {
    return fcntl(pipe, F_SETPIPE_SZ, bytes);
  }

  private static int fcntl(FileDescriptor file, int command, int argument) throws ErrnoException {
    return (int)
        Libc.call(
            "fcntl",
            file,
            state -> (int) FCNTL.invokeExact(state, file.number(), command, argument));
  }

  /// `int fallocate(int fd, int mode, off_t offset, off_t len)`,
  /// [fallocate(2)](https://man7.org/linux/man-pages/man2/fallocate.2.html).
  ///
  /// @param mode 0 makes the file longer where needed, [#FALLOC_FL_KEEP_SIZE] does not
  public static void fallocate(FileDescriptor file, int mode, long offset, long bytes)
      throws ErrnoException {
    Libc.call(
        "fallocate",
        file,
        state -> (int) FALLOCATE.invokeExact(state, file.number(), mode, offset, bytes));
  }

  /// `int posix_fadvise(int fd, off_t offset, off_t len, int advice)`,
  /// [posix_fadvise(2)](https://man7.org/linux/man-pages/man2/posix_fadvise.2.html). Unlike its
  /// neighbours it returns the error number.
  public static void posixFadvise(FileDescriptor file, long offset, long bytes, int advice)
      throws ErrnoException {
    int errno;
    try {
      errno = (int) POSIX_FADVISE.invokeExact(file.number(), offset, bytes, advice);
    } catch (Throwable e) {
      throw Libc.unexpected(e);
    }
    requireNone("posix_fadvise", file, errno);
  }

  /// `int posix_fallocate(int fd, off_t offset, off_t len)`,
  /// [posix_fallocate(3)](https://man7.org/linux/man-pages/man3/posix_fallocate.3.html):
  /// `fallocate`, or, where the file system has none (EOPNOTSUPP), one byte written into each block
  /// by glibc (sysdeps/posix/posix_fallocate.c). Returns the error number; called again after
  /// EINTR.
  public static void posixFallocate(FileDescriptor file, long offset, long bytes)
      throws ErrnoException {
    int errno;
    do {
      try {
        errno = (int) POSIX_FALLOCATE.invokeExact(file.number(), offset, bytes);
      } catch (Throwable e) {
        throw Libc.unexpected(e);
      }
    } while (errno == Errno.EINTR);
    requireNone("posix_fallocate", file, errno);
  }

  private static void requireNone(String function, FileDescriptor file, int errno)
      throws ErrnoException {
    if (errno != 0) {
      throw new ErrnoException(function, file.toString(), errno);
    }
  }

  /// `int sync_file_range(int fd, off64_t offset, off64_t nbytes, unsigned int flags)`,
  /// [sync_file_range(2)](https://man7.org/linux/man-pages/man2/sync_file_range.2.html).
  ///
  /// @param bytes 0 for all to the end of the file
  public static void syncFileRange(FileDescriptor file, long offset, long bytes, int flags)
      throws ErrnoException {
    Libc.call(
        "sync_file_range",
        file,
        state -> (int) SYNC_FILE_RANGE.invokeExact(state, file.number(), offset, bytes, flags));
  }

  /// `ssize_t splice(int fd_in, off_t *off_in, int fd_out, off_t *off_out, size_t size, 0)`,
  /// [splice(2)](https://man7.org/linux/man-pages/man2/splice.2.html), from a pipe to a place in a
  /// file.
  ///
  /// @return how many bytes were moved, perhaps fewer than asked for; 0 at the end of the pipe
  public static long splice(FileDescriptor pipe, FileDescriptor file, long offset, long count)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment offsetOut = arena.allocateFrom(JAVA_LONG, offset);
      return Libc.call(
          "splice",
          file,
          state ->
              (long)
                  SPLICE.invokeExact(
                      state,
                      pipe.number(),
                      MemorySegment.NULL,
                      file.number(),
                      offsetOut,
                      count,
                      0));
    }
  }

  /// `ssize_t splice(int fd_in, off_t *off_in, int fd_out, NULL, size_t size, 0)`: from a place in
  /// a file to a pipe.
  ///
  /// @return how many bytes were moved, no more than the pipe holds; 0 at the end of the file
  public static long spliceIn(FileDescriptor file, long offset, FileDescriptor pipe, long count)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment offsetIn = arena.allocateFrom(JAVA_LONG, offset);
      return Libc.call(
          "splice",
          file,
          state ->
              (long)
                  SPLICE.invokeExact(
                      state, file.number(), offsetIn, pipe.number(), MemorySegment.NULL, count, 0));
    }
  }
}
