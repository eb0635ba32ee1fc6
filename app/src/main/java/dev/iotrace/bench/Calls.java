package dev.iotrace.bench;

import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Permutation;
import dev.iotrace.workload.Sync;

/// The writes of one round, one like the other, into a file from its beginning on.
///
/// @param blockBytes of each write
/// @param count how many
/// @param pattern where they go
/// @param seed of [Pattern#RANDOM]
/// @param sync the call that follows each of them
public record Calls(long blockBytes, long count, Pattern pattern, long seed, Sync sync) {
  public Calls {
    if (blockBytes < 1 || count < 1) {
      throw new IllegalArgumentException(count + " blocks of " + blockBytes);
    }
    Math.multiplyExact(blockBytes, count);
  }

  /// All of them, in bytes.
  public long bytes() {
    return blockBytes * count;
  }

  /// The bytes of the file that they reach.
  public long fileBytes() {
    return pattern == Pattern.SAME ? blockBytes : bytes();
  }

  /// The order of random places.
  Permutation order() {
    return new Permutation(count, seed);
  }

  /// Where one of them goes, in bytes from the file's beginning.
  ///
  /// @param index from 0, less than [#count]
  /// @param order see [#order()]
  long offset(long index, Permutation order) {
    return switch (pattern) {
      case SEQ -> index * blockBytes;
      case RANDOM -> order.at(index) * blockBytes;
      case SAME -> 0;
    };
  }
}
