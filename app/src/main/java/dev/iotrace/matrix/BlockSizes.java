package dev.iotrace.matrix;

import dev.iotrace.bench.BenchRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/// The sizes of a write: a list such as `4k,1m`, and ranges of powers of two such as `4k-64k`.
public final class BlockSizes {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long LEAST = 4 * KIB;
  private static final long MOST = 32 * MIB;

  private BlockSizes() {}

  /// The 14 powers of two from 4 KiB to 32 MiB.
  public static List<Long> all() {
    return doubling(LEAST, MOST);
  }

  /// What the words say, each size once, in ascending order.
  ///
  /// @param words a size, or two of them with a dash between; none means all
  /// @param size reads one
  /// @throws BenchRefused for one that writes nothing, or a range that runs backwards
  public static List<Long> parse(List<String> words, ToLongFunction<String> size) {
    if (words.isEmpty()) {
      return all();
    }
    SortedSet<Long> sizes = new TreeSet<>();
    for (String word : words) {
      String[] ends = word.strip().split("-", 2);
      long first = positive(word, size.applyAsLong(ends[0]));
      if (ends.length == 1) {
        sizes.add(first);
        continue;
      }
      long last = positive(word, size.applyAsLong(ends[1]));
      if (last < first) {
        throw refused(word, "a range goes from the smaller to the greater");
      }
      sizes.addAll(doubling(first, last));
    }
    return List.copyOf(sizes);
  }

  /// `64 KiB`; in bytes where it is no whole number of KiB.
  public static String name(long bytes) {
    if (bytes % MIB == 0) {
      return bytes / MIB + " MiB";
    }
    return bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " B";
  }

  private static long positive(String word, long bytes) {
    if (bytes < 1) {
      throw refused(word, "it writes nothing");
    }
    if (bytes > Integer.MAX_VALUE / 2) {
      throw refused(word, "a write of the matrix has at most 1g");
    }
    return bytes;
  }

  private static BenchRefused refused(String word, String why) {
    return BenchRefused.usage("--sizes " + word, why, "give sizes such as 4k,1m or 4k-64k");
  }

  private static List<Long> doubling(long first, long last) {
    List<Long> sizes = new ArrayList<>();
    for (long bytes = first; bytes <= last; bytes *= 2) {
      sizes.add(bytes);
    }
    return sizes;
  }
}
