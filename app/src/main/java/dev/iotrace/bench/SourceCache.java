package dev.iotrace.bench;

import dev.iotrace.report.Words;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.Mapping;
import dev.iotrace.syscall.Mman;
import dev.iotrace.syscall.NativeBuffer;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.PageSize;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Unistd;
import java.nio.file.Path;

/// How much of a file is in the page cache before it is copied: all of it or nothing, of this file
/// alone. `mincore` tells whether that came true.
public enum SourceCache {
  /// It is read beforehand.
  WARM,

  /// It is synced, for a dirty page cannot go, and then dropped by `POSIX_FADV_DONTNEED`. The
  /// kernel keeps pages that somebody else uses at that moment (`mapping_try_invalidate`,
  /// mm/truncate.c).
  COLD;

  private static final long UNIT_BYTES = 1 << 20;

  /// How it came out.
  ///
  /// @param pages of the file
  /// @param resident of these, how many are in the page cache
  public record Pages(long pages, long resident) {}

  /// Brings it about.
  Pages prepare(Path path) throws ErrnoException {
    try (FileDescriptor file = Fcntl.open(path, OpenFlags.O_RDONLY)) {
      switch (this) {
        case WARM -> read(file);
        case COLD -> {
          Unistd.fdatasync(file);
          Fcntl.posixFadvise(file, 0, 0, Fcntl.POSIX_FADV_DONTNEED);
        }
      }
      return look(file);
    }
  }

  /// How many of these pages are not where they should be.
  long misplaced(Pages pages) {
    return switch (this) {
      case WARM -> pages.pages - pages.resident;
      case COLD -> pages.resident;
    };
  }

  /// That in a sentence, of the worst of many times.
  String describe(Pages pages) {
    String all = Words.count(pages.pages, "page") + " (mincore)";
    return switch (this) {
      case WARM ->
          misplaced(pages) == 0
              ? "before each copy held all " + all
              : "held at worst only " + Words.number(pages.resident) + " of " + all;
      case COLD ->
          misplaced(pages) == 0
              ? "before each copy held none of " + all
              : "the kernel kept up to " + Words.number(pages.resident) + " of " + all;
    };
  }

  private static void read(FileDescriptor file) throws ErrnoException {
    try (NativeBuffer buffer = NativeBuffer.allocate(UNIT_BYTES, Long.BYTES)) {
      long offset = 0;
      long read;
      do {
        read = Unistd.pread(file, buffer, 0, UNIT_BYTES, offset);
        offset += read;
      } while (read > 0);
    }
  }

  /// A mapping that nobody touches brings no page in.
  private static Pages look(FileDescriptor file) throws ErrnoException {
    long bytes = Stat.of(file).bytes();
    if (bytes == 0) {
      return new Pages(0, 0);
    }
    long pageBytes = PageSize.bytes();
    try (Mapping mapping = Mman.mapForReading(file, 0, bytes)) {
      return new Pages((bytes + pageBytes - 1) / pageBytes, mapping.residentPages());
    }
  }
}
