package dev.iotrace.matrix;

import dev.iotrace.bench.BenchRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What is to be measured: every flag set at every block size, in each round.
///
/// @param totalBytes what a cell writes at most, from the start of the file on
/// @param cellTime how long the writes of a cell may take; the one under way is finished
/// @param seed of the orders of the rounds and of the bytes written
public record MatrixPlan(
    List<FlagSet> flagSets,
    List<Long> blockBytes,
    long totalBytes,
    Duration cellTime,
    int rounds,
    long seed) {
  /// Takes copies of the lists.
  ///
  /// @throws BenchRefused when the figures do not go together
  public MatrixPlan {
    flagSets = List.copyOf(flagSets);
    blockBytes = List.copyOf(blockBytes);
    if (totalBytes < 1) {
      throw BenchRefused.usage("--bytes " + totalBytes, "it writes nothing", "give 1 or more");
    }
    for (long block : blockBytes) {
      if (block > totalBytes) {
        throw BenchRefused.usage(
            "--sizes " + block + " with --bytes " + totalBytes,
            "one block is more than a cell writes",
            "give more --bytes or smaller --sizes");
      }
    }
    if (cellTime.compareTo(Duration.ZERO) <= 0) {
      throw BenchRefused.usage("--cell-time " + cellTime, "it leaves no time", "give more than 0");
    }
    if (rounds < 1) {
      throw BenchRefused.usage("--rounds " + rounds, "nothing would be run", "give 1 or more");
    }
  }

  /// All of a round, family by family.
  public List<CellKey> cells() {
    List<CellKey> cells = new ArrayList<>();
    for (FlagSet flagSet : flagSets) {
      for (long bytes : blockBytes) {
        cells.add(new CellKey(flagSet, bytes));
      }
    }
    return cells;
  }

  /// Whether some cell goes past the page cache.
  public boolean direct() {
    return flagSets.stream().anyMatch(FlagSet::direct);
  }

  /// Refuses what the target's direct I/O cannot do.
  ///
  /// @param multiple what offset and length must be a multiple of, in bytes
  /// @throws BenchRefused when a block size is none
  public void requireMultiples(long multiple) {
    for (long block : blockBytes) {
      if (direct() && block % multiple != 0) {
        throw BenchRefused.usage(
            "--sizes " + block + " with O_DIRECT",
            "here direct I/O moves multiples of " + multiple + " bytes",
            "give such sizes, or leave O_DIRECT out by --only");
      }
    }
  }

  /// The options of the command line that say the same, without their dashes, in a fixed order.
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("only", flagSets.stream().map(FlagSet::name).collect(Collectors.joining(",")));
    options.put("sizes", blockBytes.stream().map(String::valueOf).collect(Collectors.joining(",")));
    options.put("bytes", String.valueOf(totalBytes));
    options.put("cell-time", cellTime.toString());
    options.put("rounds", String.valueOf(rounds));
    options.put("seed", String.valueOf(seed));
    return options;
  }
}
