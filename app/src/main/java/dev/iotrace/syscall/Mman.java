package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// `sys/mman.h`: files in memory, memory as a file.
public final class Mman {
  /// `asm-generic/mman-common.h`: wait until the pages are on the device.
  static final int MS_SYNC = 4;

  private static final int PROT_READ = 1;
  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_SHARED = 1;
  private static final int MFD_CLOEXEC = 1;

  private static final MethodHandle MMAP =
      Libc.function("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle MUNMAP = Libc.function("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle MSYNC =
      Libc.function("msync", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle MINCORE =
      Libc.function("mincore", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);
  private static final MethodHandle MEMFD_CREATE =
      Libc.function("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);

  private Mman() {}

  /// `void *mmap(NULL, size_t length, PROT_READ | PROT_WRITE, MAP_SHARED, int fd, off_t offset)`,
  /// [mmap(2)](https://man7.org/linux/man-pages/man2/mmap.2.html).
  ///
  /// @param file open for reading and writing, and as long as what is mapped
  /// @param offset first byte, a multiple of the page size
  public static Mapping mapShared(FileDescriptor file, long offset, long bytes)
      throws ErrnoException {
    return new Mapping(file, map(file, offset, bytes, PROT_READ_WRITE), bytes);
  }

  /// The same with `PROT_READ` alone, of a file that is open for reading. A store into it ends the
  /// process.
  public static Mapping mapForReading(FileDescriptor file, long offset, long bytes)
      throws ErrnoException {
    return new Mapping(file, map(file, offset, bytes, PROT_READ), bytes);
  }

  /// The same as [#mapShared(FileDescriptor, long, long)], unmapped when the arena is closed: for
  /// memory that is shared with the kernel itself, and cannot fault.
  @SuppressWarnings("restricted")
  static MemorySegment mapShared(FileDescriptor file, long offset, long bytes, Arena arena)
      throws ErrnoException {
    MemorySegment mapped = MemorySegment.ofAddress(map(file, offset, bytes, PROT_READ_WRITE));
    return mapped.reinterpret(bytes, arena, Mman::unmapWhole);
  }

  private static void unmapWhole(MemorySegment mapped) {
    try {
      Libc.call(
          "munmap", mapped, state -> (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize()));
    } catch (ErrnoException e) {
      throw new AssertionError("no mapping", e);
    }
  }

  private static long map(FileDescriptor file, long offset, long bytes, int protection)
      throws ErrnoException {
    return Libc.call(
        "mmap",
        file,
        state ->
            ((MemorySegment)
                    MMAP.invokeExact(
                        state,
                        MemorySegment.NULL,
                        bytes,
                        protection,
                        MAP_SHARED,
                        file.number(),
                        offset))
                .address());
  }

  /// `int munmap(void *addr, size_t length)`.
  static void munmap(FileDescriptor file, MemorySegment mapped) throws ErrnoException {
    Libc.call("munmap", file, state -> (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize()));
  }

  /// `int msync(void *addr, size_t length, int flags)`,
  /// [msync(2)](https://man7.org/linux/man-pages/man2/msync.2.html).
  static void msync(FileDescriptor file, MemorySegment mapped, int flags) throws ErrnoException {
    Libc.call(
        "msync", file, state -> (int) MSYNC.invokeExact(state, mapped, mapped.byteSize(), flags));
  }

  /// `int mincore(void *addr, size_t length, unsigned char *vec)`,
  /// [mincore(2)](https://man7.org/linux/man-pages/man2/mincore.2.html): how many of the pages are
  /// in memory.
  static long residentPages(FileDescriptor file, MemorySegment mapped) throws ErrnoException {
    long pageBytes = PageSize.bytes();
    long pages = (mapped.byteSize() + pageBytes - 1) / pageBytes;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vector = arena.allocate(pages);
      Libc.call(
          "mincore",
          file,
          state -> (int) MINCORE.invokeExact(state, mapped, mapped.byteSize(), vector));
      long resident = 0;
      for (long page = 0; page < pages; page++) {
        // The other bits mean nothing.
        resident += vector.get(JAVA_BYTE, page) & 1;
      }
      return resident;
    }
  }

  /// `int memfd_create(const char *name, MFD_CLOEXEC)`,
  /// [memfd_create(2)](https://man7.org/linux/man-pages/man2/memfd_create.2.html): a file in memory
  /// alone, of length 0.
  public static FileDescriptor memfdCreate(String name) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment label = arena.allocateFrom(name);
      long number =
          Libc.call(
              "memfd_create",
              name,
              state -> (int) MEMFD_CREATE.invokeExact(state, label, MFD_CLOEXEC));
      return new FileDescriptor((int) number, name);
    }
  }
}
