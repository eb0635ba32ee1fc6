package dev.iotrace.bench;

import dev.iotrace.report.Words;
import dev.iotrace.workload.OpenFlag;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Prealloc;
import dev.iotrace.workload.Sync;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What `iotrace bench write` is to do.
///
/// @param engine who makes the calls
/// @param calls of each round
/// @param closing the call after the last write of a round
/// @param rounds how often, and for how long
public record WriteSpec(
    Engine engine,
    Calls calls,
    Set<OpenFlag> openFlags,
    Sync closing,
    Prealloc prealloc,
    Rounds rounds) {
  /// `MAX_RW_COUNT` of `linux/fs.h` with pages of 4 KiB: no call writes more.
  private static final long BLOCK_BYTES_MAX = 0x7ffff000;

  /// How often, and for how long.
  ///
  /// @param warmUps rounds before, which do not count
  /// @param limitNs no further write of a round after so long; [Long#MAX_VALUE] for none
  public record Rounds(int warmUps, int count, long limitNs) {
    public Rounds {
      if (count < 1) {
        throw BenchRefused.usage(
            "--rounds " + count, "nothing would be measured", "give 1 or more");
      }
      if (warmUps < 0) {
        throw BenchRefused.usage(
            "--warm-up " + warmUps, "there is no such number", "give 0 or more");
      }
      if (limitNs < 1) {
        throw BenchRefused.usage(
            "--limit 0", "nothing would be written", "give more, or leave it out");
      }
    }
  }

  public WriteSpec {
    openFlags = Set.copyOf(openFlags);
    if (openFlags.contains(OpenFlag.APPEND)) {
      throw BenchRefused.usage(
          "--open-flags append",
          "each round writes over the same places, and appending chooses its own",
          "leave it out, or see 'iotrace write'");
    }
  }

  /// The writes that make so many bytes in blocks of this size.
  ///
  /// @throws BenchRefused when they do not
  public static Calls calls(long total, long block, Pattern pattern, long seed, Sync sync) {
    if (total < 1) {
      throw BenchRefused.usage("--total " + total, "nothing would be written", "give 1 or more");
    }
    if (block < 1 || block > BLOCK_BYTES_MAX) {
      throw BenchRefused.usage(
          "--block " + block,
          "one call writes 1 to " + BLOCK_BYTES_MAX + " bytes",
          "give such a number");
    }
    String both = "--total " + total + " with --block " + block;
    if (block > total) {
      throw BenchRefused.usage(
          both, "a block is more than all", "give a --block of at most " + total);
    }
    if (total % block != 0) {
      long less = total - total % block;
      throw BenchRefused.usage(
          both, "that is no whole number of blocks", "give --total " + less + ", for example");
    }
    return new Calls(block, total / block, pattern, seed, sync);
  }

  /// How the bytes become safe: `BUFFERED`, or syncs and flags in capitals.
  public String mode() {
    List<String> words = new ArrayList<>();
    if (calls.sync() != Sync.NONE) {
      words.add(calls.sync().name());
    }
    for (OpenFlag flag : List.of(OpenFlag.DSYNC, OpenFlag.SYNC, OpenFlag.DIRECT)) {
      if (openFlags.contains(flag)) {
        words.add("O_" + flag.name());
      }
    }
    return words.isEmpty() ? "BUFFERED" : String.join("+", words);
  }

  /// What makes its cell.
  public Setting setting() {
    return Setting.of(engine, mode(), calls.pattern(), calls.blockBytes());
  }

  /// The options of the command line that say the same, without their dashes, in a fixed order;
  /// those that change nothing left out.
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.putAll(engine.options());
    options.put("total", Long.toString(calls.bytes()));
    options.put("block", Long.toString(calls.blockBytes()));
    options.put("pattern", Words.of(calls.pattern()));
    if (calls.sync() != Sync.NONE) {
      options.put("sync", Words.of(calls.sync()));
    }
    if (!openFlags.isEmpty()) {
      options.put(
          "open-flags",
          openFlags.stream().sorted().map(Words::of).collect(Collectors.joining(",")));
    }
    options.put("closing", Words.of(closing));
    options.put("prealloc", Words.of(prealloc));
    options.put("warm-up", Integer.toString(rounds.warmUps));
    options.put("rounds", Integer.toString(rounds.count));
    if (rounds.limitNs != Long.MAX_VALUE) {
      options.put("limit", rounds.limitNs / 1_000_000 + "ms");
    }
    options.put("seed", Long.toString(calls.seed()));
    return options;
  }
}
