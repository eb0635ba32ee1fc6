package dev.iotrace.cli;

import dev.iotrace.bench.WriteSpec;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Prealloc;
import dev.iotrace.workload.Sync;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What `iotrace bench write` writes, and how often.
final class BenchWriteOptions {
  @Option(
      names = "--total",
      paramLabel = "N",
      converter = SizeConverter.class,
      description = "Bytes of each round: 64m, 1g. Default: 64m.")
  long total = 64L << 20;

  @Option(
      names = "--block",
      paramLabel = "N",
      converter = SizeConverter.class,
      description = "Bytes of each write: 4k, 1m. Default: 4k.")
  long block = 4L << 10;

  @Option(
      names = "--pattern",
      paramLabel = "seq|random|same",
      description = "Where the writes go. Default: ${DEFAULT-VALUE}.")
  String pattern = "seq";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the content and of --pattern random. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--sync",
      paramLabel = "CALL",
      description =
          "Call after each write: none, fsync, fdatasync, sync_file_range or syncfs."
              + " Default: ${DEFAULT-VALUE}.")
  String sync = "none";

  @Option(
      names = "--closing",
      paramLabel = "CALL",
      description =
          "Call after the last write of a round, timed by itself: the same words."
              + " Default: ${DEFAULT-VALUE}.")
  String closing = "fdatasync";

  @Option(
      names = "--open-flags",
      paramLabel = "FLAG",
      split = ",",
      description = "Any of direct, dsync, sync, separated by commas.")
  List<String> openFlags = List.of();

  @Option(
      names = "--prealloc",
      paramLabel = "none|fallocate|truncate",
      description = "How the file gets its length beforehand. Default: ${DEFAULT-VALUE}.")
  String prealloc = "fallocate";

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Rounds before, which do not count; those after them write over what is there."
              + " Default: ${DEFAULT-VALUE}.")
  int warmUp = 1;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds that count. Default: ${DEFAULT-VALUE}.")
  int rounds = 3;

  @Option(
      names = "--limit",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "End a round after so long, though not all is written: 10s. Default: none.")
  @Nullable Duration limit;

  @Mixin EngineOptions engine = new EngineOptions();

  /// What the options say.
  ///
  /// @throws dev.iotrace.event.Refusal when they make no sense
  WriteSpec spec() {
    Pattern places = Words.of(Pattern.class, "--pattern", pattern);
    Sync each = Words.of(Sync.class, "--sync", sync);
    return new WriteSpec(
        engine.engine(each),
        WriteSpec.calls(total, block, places, seed, each),
        WorkloadOptions.flags(openFlags),
        Words.of(Sync.class, "--closing", closing),
        Words.of(Prealloc.class, "--prealloc", prealloc),
        new WriteSpec.Rounds(warmUp, rounds, limit == null ? Long.MAX_VALUE : limit.toNanos()));
  }
}
