package dev.iotrace.layout.ext4;

import dev.iotrace.layout.Structure;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Blocks that somebody asks about. Whoever knows what stands somewhere claims that range; the
/// first one counts. There is no way from a block to its owner on ext4, so that all owners are gone
/// through once for all the blocks; memory follows what is asked, not what there is.
final class Search {
  private final long[] blocks;
  private final @Nullable Structure[] found;
  private int missing;

  Search(Collection<Long> wanted) {
    blocks = wanted.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    found = new Structure[blocks.length];
    missing = blocks.length;
  }

  /// Whether there is an answer for each.
  boolean done() {
    return missing == 0;
  }

  /// Says what stands in a range.
  ///
  /// @param what called for each block that was asked for and has no answer yet
  void claim(long start, long count, LongFunction<Structure> what) {
    if (start < 0) {
      return; // A damaged pointer: there is nothing.
    }
    for (int i = indexFrom(start); i < blocks.length && blocks[i] - start < count; i++) {
      if (found[i] == null) {
        found[i] = what.apply(blocks[i]);
        missing--;
      }
    }
  }

  private int indexFrom(long start) {
    if (blocks.length == 0 || start > blocks[blocks.length - 1]) {
      return blocks.length;
    }
    int index = Arrays.binarySearch(blocks, start);
    return index < 0 ? -index - 1 : index;
  }

  /// Those without an answer yet, ascending.
  long[] missing() {
    long[] rest = new long[missing];
    int next = 0;
    for (int i = 0; i < blocks.length; i++) {
      if (found[i] == null) {
        rest[next++] = blocks[i];
      }
    }
    return rest;
  }

  /// The answer for one.
  Optional<Structure> at(long block) {
    int index = Arrays.binarySearch(blocks, block);
    return index < 0 ? Optional.empty() : Optional.ofNullable(found[index]);
  }
}
