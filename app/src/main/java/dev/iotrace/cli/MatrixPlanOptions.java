package dev.iotrace.cli;

import dev.iotrace.matrix.BlockSizes;
import dev.iotrace.matrix.FlagSet;
import dev.iotrace.matrix.MatrixPlan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What a matrix measures.
final class MatrixPlanOptions {
  private static final long DEFAULT_BYTES = 128L << 20;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "MODE",
      description =
          "These flag sets; * stands for any letters: FSYNC*,*+O_DIRECT. Default: all 21.")
  List<String> only = List.of();

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "SIZE",
      description =
          "Bytes of a write: 4k,1m, or powers of two 4k-64k. Default: 4k-32m, which are 14.")
  List<String> sizes = List.of();

  @Option(
      names = "--bytes",
      paramLabel = "N",
      converter = SizeConverter.class,
      description =
          "What a cell writes at most, and length of the new file. Default: 128m, or what there is"
              + " of an existing one.")
  @Nullable Long bytes;

  @Option(
      names = "--cell-time",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long a cell may write. Default: 1s.")
  Duration cellTime = Duration.ofSeconds(1);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each cell is measured. Default: ${DEFAULT-VALUE}.")
  int rounds = 3;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the order of each round and of the bytes. Default: ${DEFAULT-VALUE}.")
  long seed;

  /// Refuses what is wrong before anything is looked at.
  void check() {
    plan(wantedBytes());
  }

  /// How long a new file is made.
  long wantedBytes() {
    return Objects.requireNonNullElse(bytes, DEFAULT_BYTES);
  }

  /// The plan for what is there.
  ///
  /// @throws OptionRefused when it does not fit in there
  MatrixPlan within(MatrixPlace place) {
    long there = place.file().bytes();
    if (there == 0 || (bytes != null && bytes > there)) {
      throw new OptionRefused(
          "--bytes " + wantedBytes(),
          place.file().path() + " has " + there + " bytes, and is not made longer",
          "give fewer --bytes or a longer file");
    }
    MatrixPlan plan = plan(Math.min(wantedBytes(), there));
    if (plan.direct() && !place.alignment().supported()) {
      throw new OptionRefused(
          "O_DIRECT on " + place.file().path(),
          "its file system does no direct I/O",
          "leave it out by --only, or choose another --target");
    }
    plan.requireMultiples(Math.max(1, place.alignment().offsetAlignment()));
    return plan;
  }

  private MatrixPlan plan(long totalBytes) {
    return new MatrixPlan(
        FlagSet.chosen(only),
        BlockSizes.parse(sizes, MatrixPlanOptions::bytes),
        totalBytes,
        cellTime,
        rounds,
        seed);
  }

  private static long bytes(String word) {
    try {
      return new SizeConverter().convert(word);
    } catch (TypeConversionException e) {
      throw new OptionRefused(
          "--sizes", String.valueOf(e.getMessage()), "give sizes such as 4k,1m or 4k-64k");
    }
  }
}
