package dev.iotrace.safety;

import dev.iotrace.syscall.DirectIo;
import java.util.List;

/// What the user wants written, before it is known where.
///
/// @param sizes of the files, in bytes
/// @param blockBytes of each write
/// @param rounds how often each is written in each mode
public record SafetyPlan(List<Long> sizes, long blockBytes, int rounds) {
  private static final long LARGEST_BLOCK = 1L << 30;
  private static final long WARM_UP_BYTES = 16L << 20;
  private static final long WARM_UP_CALLS = 2_000;

  /// @throws SafetyRefused when it makes no sense anywhere
  public SafetyPlan {
    sizes = List.copyOf(sizes);
    if (rounds < 1) {
      throw new SafetyRefused("--rounds " + rounds, "nothing would be run", "give 1 or more");
    }
    if (blockBytes < 1 || blockBytes > LARGEST_BLOCK) {
      throw new SafetyRefused(
          "--block " + blockBytes, "a write has 1 byte to 1 GiB", "give such a size");
    }
    if (sizes.isEmpty() || sizes.stream().distinct().count() < sizes.size()) {
      throw new SafetyRefused("--sizes", "each size is written once a round", "name each once");
    }
    for (long size : sizes) {
      check(size, blockBytes);
    }
  }

  private static void check(long size, long blockBytes) {
    if (size < 1) {
      throw new SafetyRefused("--sizes " + size, "nothing would be written", "give 1 or more");
    }
    if (blockBytes > size) {
      throw new SafetyRefused(
          "--block " + blockBytes + " with --sizes " + size,
          "a write would be larger than the file",
          "give a smaller --block");
    }
    if (size % blockBytes != 0) {
      throw new SafetyRefused(
          "--sizes " + size + " with --block " + blockBytes,
          "all writes have the size of a block, and " + size % blockBytes + " bytes would be left",
          "give multiples of the block");
    }
  }

  /// The largest file: at any time there is but one.
  public long largest() {
    return sizes.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /// Enough to have the program's own code compiled, and no more than what is asked for.
  public long warmUpBytes() {
    long calls = Math.clamp(WARM_UP_BYTES / blockBytes, 1, WARM_UP_CALLS);
    return Math.min(calls, largest() / blockBytes) * blockBytes;
  }

  /// Looks whether it can be done there.
  ///
  /// @param directory as the user knows it
  /// @param directIo what the file system asks for
  /// @param availableBytes that may still be written
  /// @throws SafetyRefused when it cannot
  public void check(String directory, DirectIo directIo, long availableBytes) {
    if (!directIo.supported()) {
      throw new SafetyRefused(
          "cannot write with O_DIRECT in " + directory,
          "its file system does no direct I/O",
          "choose another --target");
    }
    if (blockBytes % directIo.offsetAlignment() != 0) {
      throw new SafetyRefused(
          "--block " + blockBytes,
          "direct I/O in "
              + directory
              + " moves multiples of "
              + directIo.offsetAlignment()
              + " bytes",
          "give such a multiple");
    }
    if (availableBytes < largest()) {
      throw new SafetyRefused(
          "--sizes " + largest(),
          "in " + directory + " there is room for " + availableBytes + " bytes",
          "give less, make room, or choose another --target or a larger --scratch TYPE,size=");
    }
  }
}
