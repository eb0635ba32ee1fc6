package dev.iotrace.copy;

import dev.iotrace.syscall.ErrnoException;

/// One strategy, on two open files.
sealed interface Mover extends AutoCloseable
    permits ReadWrite,
        MappedSource,
        MappedBoth,
        PipeSplice,
        SendFile,
        FileRange,
        Reflink,
        DirectReadWrite {
  /// The most that is copied between two looks at the free space, and at whether the user wants to
  /// end it.
  long STEP_BYTES = 16 << 20;

  /// Copies the bytes from `offset` on to the same place of the other file. Calls come in the order
  /// of the file, each where the one before ended, or after a hole.
  ///
  /// @param count at least 1
  /// @return how many bytes were copied, perhaps fewer than asked for; 0 when the source has ended
  long move(long offset, long count) throws ErrnoException;

  /// Prepares the strategy.
  ///
  /// @param strategy any but [Strategy#AUTO]
  /// @throws CopyRefused where the files cannot
  static Mover open(Strategy strategy, Source source, Destination destination)
      throws ErrnoException {
    return switch (strategy) {
      case READ_WRITE_1K, READ_WRITE_1, READ_WRITE_4, READ_WRITE_16, READ_WRITE_256 ->
          new ReadWrite(
              source, destination, strategy.unitBytes(source.stat().blockBytes(), source.bytes()));
      case MMAP_WRITE -> new MappedSource(source, destination);
      case MMAP -> new MappedBoth(source, destination);
      case SPLICE -> PipeSplice.open(source, destination);
      case SENDFILE -> new SendFile(source, destination);
      case COPY_FILE_RANGE -> new FileRange(source, destination);
      case REFLINK -> new Reflink(source, destination);
      case DIRECT -> DirectReadWrite.open(source, destination);
      case AUTO -> throw new IllegalStateException("to be resolved before");
    };
  }

  /// The bytes of one step: the source's whole where a strategy knows no part.
  default long stepBytes() {
    return STEP_BYTES;
  }

  /// What so many bytes take of the target's free space, at most.
  default long roomFor(long bytes) {
    return bytes;
  }

  /// What the ends of a range must be multiples of.
  default long alignment() {
    return 1;
  }

  @Override
  void close() throws ErrnoException;
}
