package dev.iotrace.copy;

import java.util.Locale;

/// How the bytes get from one file to the other.
public enum Strategy {
  /// `copy_file_range`, and where the kernel cannot, [#READ_WRITE_256].
  AUTO("copy_file_range, or read-write-256 where the kernel cannot"),

  READ_WRITE_1K("pread and pwrite of 1 KiB"),
  READ_WRITE_1("of one block"),
  READ_WRITE_4("of 4 blocks"),
  READ_WRITE_16("of 16 blocks"),
  READ_WRITE_256("of 256 blocks"),

  /// The source in memory, written from there: one copy less.
  MMAP_WRITE("pwrite from the mapped source"),

  /// No system call for the bytes, a page fault for each page.
  MMAP("from one mapping to the other"),

  /// Through a pipe, which gets the source's pages and not their bytes.
  SPLICE("splice through a pipe"),

  SENDFILE("sendfile"),

  /// The file system copies; XFS and btrfs share blocks where they can.
  COPY_FILE_RANGE("copy_file_range"),

  /// Blocks are shared until one of the files is written: no data moves.
  REFLINK("FICLONE: shared blocks"),

  /// Past the page cache on both sides.
  DIRECT("O_DIRECT pread and pwrite");

  private final String meaning;

  Strategy(String meaning) {
    this.meaning = meaning;
  }

  /// Its word on the command line, in JSON and tables: `read-write-1k`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What it does, for a list.
  public String meaning() {
    return meaning;
  }

  /// The most that one call moves.
  ///
  /// @param blockBytes `st_blksize` of the source
  /// @param fileBytes the source's length
  public long unitBytes(long blockBytes, long fileBytes) {
    return switch (this) {
      case READ_WRITE_1K -> 1024;
      case READ_WRITE_1 -> blockBytes;
      case READ_WRITE_4 -> 4 * blockBytes;
      case READ_WRITE_16 -> 16 * blockBytes;
      case READ_WRITE_256 -> 256 * blockBytes;
      case MMAP_WRITE, MMAP, SPLICE, DIRECT -> 1 << 20;
      case SENDFILE, COPY_FILE_RANGE, AUTO -> Mover.STEP_BYTES;
      case REFLINK -> Math.max(1, fileBytes);
    };
  }
}
