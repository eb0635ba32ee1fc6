package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.OptionalLong;

/// `unistd.h`: read, write, sync, cut and unlink files.
public final class Unistd {
  private static final MethodHandle WRITE =
      Libc.function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle PWRITE =
      Libc.function("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);

  /// The buffer as a number: the linker need not see to it that a segment stays.
  private static final MethodHandle PWRITE_FROM =
      Libc.function("pwrite", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle PREAD =
      Libc.function("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle LSEEK =
      Libc.function("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle FSYNC = Libc.function("fsync", JAVA_INT, JAVA_INT);
  private static final MethodHandle FDATASYNC = Libc.function("fdatasync", JAVA_INT, JAVA_INT);
  private static final MethodHandle SYNCFS = Libc.function("syncfs", JAVA_INT, JAVA_INT);
  private static final MethodHandle FTRUNCATE =
      Libc.function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle UNLINKAT =
      Libc.function("unlinkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle PIPE2 = Libc.function("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle COPY_FILE_RANGE =
      Libc.function(
          "copy_file_range", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  private static final int SEEK_SET = 0;

  /// `linux/fs.h`.
  private static final int SEEK_DATA = 3;

  private static final int SEEK_HOLE = 4;

  private Unistd() {}

  /// `ssize_t write(int fd, const void *buf, size_t count)`,
  /// [write(2)](https://man7.org/linux/man-pages/man2/write.2.html), of `count` bytes of the buffer
  /// from its byte `from` on.
  ///
  /// @return how many bytes were written, perhaps fewer than asked for
  public static long write(FileDescriptor file, NativeBuffer buffer, long from, long count)
      throws ErrnoException {
    MemorySegment bytes = buffer.slice(from, count);
    return Libc.call(
        "write", file, state -> (long) WRITE.invokeExact(state, file.number(), bytes, count));
  }

  /// Writes the whole buffer at the file's position, in as many calls as it takes.
  public static void writeFully(FileDescriptor file, NativeBuffer buffer) throws ErrnoException {
    long written = 0;
    while (written < buffer.bytes()) {
      written += write(file, buffer, written, buffer.bytes() - written);
    }
  }

  /// `ssize_t pwrite(int fd, const void *buf, size_t count, off_t offset)`,
  /// [pwrite(2)](https://man7.org/linux/man-pages/man2/pwrite.2.html), of `count` bytes of the
  /// buffer from its byte `from` on.
  ///
  /// @return how many bytes were written, perhaps fewer than asked for
  public static long pwrite(
      FileDescriptor file, NativeBuffer buffer, long from, long count, long offset)
      throws ErrnoException {
    long address = buffer.address(from, count);
    return Libc.call(
        "pwrite",
        file,
        buffer.callState(),
        state -> (long) PWRITE_FROM.invokeExact(state, file.number(), address, count, offset));
  }

  static long pwrite(FileDescriptor file, MemorySegment bytes, long offset) throws ErrnoException {
    return Libc.call(
        "pwrite",
        file,
        state -> (long) PWRITE.invokeExact(state, file.number(), bytes, bytes.byteSize(), offset));
  }

  /// `ssize_t pread(int fd, void *buf, size_t count, off_t offset)`,
  /// [pread(2)](https://man7.org/linux/man-pages/man2/pread.2.html), into the buffer from its byte
  /// `to` on.
  ///
  /// @return how many bytes were read, perhaps fewer than asked for; 0 at the end of the file
  public static long pread(
      FileDescriptor file, NativeBuffer buffer, long to, long count, long offset)
      throws ErrnoException {
    MemorySegment bytes = buffer.slice(to, count);
    return Libc.call(
        "pread",
        file,
        state -> (long) PREAD.invokeExact(state, file.number(), bytes, count, offset));
  }

  /// `off_t lseek(int fd, off_t offset, SEEK_SET)`,
  /// [lseek(2)](https://man7.org/linux/man-pages/man2/lseek.2.html).
  public static void seek(FileDescriptor file, long offset) throws ErrnoException {
    seek(file, offset, SEEK_SET);
  }

  /// `off_t lseek(int fd, off_t offset, SEEK_DATA)`: where data begins, at `offset` or after it.
  /// Moves the file's position.
  ///
  /// @return empty when nothing but a hole is left, or `offset` is behind the end
  public static OptionalLong seekData(FileDescriptor file, long offset) throws ErrnoException {
    try {
      return OptionalLong.of(seek(file, offset, SEEK_DATA));
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENXIO) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  /// `off_t lseek(int fd, off_t offset, SEEK_HOLE)`: where a hole begins, at `offset` or after it;
  /// the file's end counts as one. Moves the file's position.
  ///
  /// @throws ErrnoException ENXIO when `offset` is behind the end
  public static long seekHole(FileDescriptor file, long offset) throws ErrnoException {
    return seek(file, offset, SEEK_HOLE);
  }

  private static long seek(FileDescriptor file, long offset, int whence) throws ErrnoException {
    return Libc.call(
        "lseek", file, state -> (long) LSEEK.invokeExact(state, file.number(), offset, whence));
  }

  /// `int fsync(int fd)`, [fsync(2)](https://man7.org/linux/man-pages/man2/fsync.2.html).
  public static void fsync(FileDescriptor file) throws ErrnoException {
    Libc.call("fsync", file, state -> (int) FSYNC.invokeExact(state, file.number()));
  }

  /// `int fdatasync(int fd)`,
  /// [fdatasync(2)](https://man7.org/linux/man-pages/man2/fdatasync.2.html).
  public static void fdatasync(FileDescriptor file) throws ErrnoException {
    Libc.call("fdatasync", file, state -> (int) FDATASYNC.invokeExact(state, file.number()));
  }

  /// `int syncfs(int fd)`, [syncfs(2)](https://man7.org/linux/man-pages/man2/syncfs.2.html): the
  /// whole file system that holds the file.
  public static void syncfs(FileDescriptor file) throws ErrnoException {
    Libc.call("syncfs", file, state -> (int) SYNCFS.invokeExact(state, file.number()));
  }

  /// `int ftruncate(int fd, off_t length)`,
  /// [ftruncate(2)](https://man7.org/linux/man-pages/man2/ftruncate.2.html).
  public static void ftruncate(FileDescriptor file, long bytes) throws ErrnoException {
    Libc.call("ftruncate", file, state -> (int) FTRUNCATE.invokeExact(state, file.number(), bytes));
  }

  /// `int unlinkat(int dirfd, const char *pathname, 0)`,
  /// [unlinkat(2)](https://man7.org/linux/man-pages/man2/unlinkat.2.html): removes a file's name.
  public static void unlinkat(FileDescriptor directory, Path path) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = Libc.path(arena, path);
      Libc.call(
          "unlinkat",
          directory.child(path),
          state -> (int) UNLINKAT.invokeExact(state, directory.number(), name, 0));
    }
  }

  /// `int pipe2(int pipefd[2], O_CLOEXEC)`,
  /// [pipe2(2)](https://man7.org/linux/man-pages/man2/pipe2.2.html).
  public static Pipe pipe() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      Libc.call(
          "pipe2", "a pipe", state -> (int) PIPE2.invokeExact(state, ends, OpenFlags.O_CLOEXEC));
      return new Pipe(
          new FileDescriptor(ends.getAtIndex(JAVA_INT, 0), "a pipe's reading end"),
          new FileDescriptor(ends.getAtIndex(JAVA_INT, 1), "a pipe's writing end"));
    }
  }

  /// `ssize_t copy_file_range(int fd_in, off_t *off_in, int fd_out, off_t *off_out, size_t size,
  /// 0)`, [copy_file_range(2)](https://man7.org/linux/man-pages/man2/copy_file_range.2.html). Some
  /// file systems share the blocks instead of copying them.
  ///
  /// @return how many bytes were copied, perhaps fewer than asked for; 0 at the end of the source
  public static long copyFileRange(
      FileDescriptor source, long from, FileDescriptor file, long offset, long count)
      throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment offsetIn = arena.allocateFrom(JAVA_LONG, from);
      MemorySegment offsetOut = arena.allocateFrom(JAVA_LONG, offset);
      return Libc.call(
          "copy_file_range",
          file,
          state ->
              (long)
                  COPY_FILE_RANGE.invokeExact(
                      state, source.number(), offsetIn, file.number(), offsetOut, count, 0));
    }
  }
}
