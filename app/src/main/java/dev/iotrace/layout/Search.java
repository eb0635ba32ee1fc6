package dev.iotrace.layout;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Blocks that somebody asks about. Whoever knows what stands somewhere claims that range; the
/// first one counts. As a rule there is no way from a block to its owner, so that all owners are
/// gone through once for all the blocks; memory follows what is asked, not what there is.
public final class Search {
  private final long[] blocks;
  private final @Nullable Structure[] found;
  private int missing;

  /// @param wanted the blocks, in any order
  public Search(Collection<Long> wanted) {
    blocks = wanted.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
    found = new Structure[blocks.length];
    missing = blocks.length;
  }

  /// Whether there is an answer for each.
  public boolean done() {
    return missing == 0;
  }

  /// Says what stands in a range.
  ///
  /// @param what called for each block that was asked for and has no answer yet
  public void claim(long start, long count, LongFunction<Structure> what) {
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

  /// Names the blocks of a range that were asked for, those with an answer included.
  public void each(long start, long count, LongConsumer block) {
    for (int i = indexFrom(start); i < blocks.length && blocks[i] - start < count; i++) {
      block.accept(blocks[i]);
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
  public long[] missing() {
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
  public Optional<Structure> at(long block) {
    int index = Arrays.binarySearch(blocks, block);
    return index < 0 ? Optional.empty() : Optional.ofNullable(found[index]);
  }
}
