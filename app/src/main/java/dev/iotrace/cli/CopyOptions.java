package dev.iotrace.cli;

import dev.iotrace.copy.Advice;
import dev.iotrace.copy.Preallocation;
import dev.iotrace.copy.Strategy;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// How a file is copied: what `iotrace copy` and `iotrace bench copy` share.
final class CopyOptions {
  @Option(
      names = "--advice",
      paramLabel = "ADVICE",
      description =
          "What posix_fadvise tells the kernel of the source: none, sequential, random, willneed"
              + " or noreuse. Default: ${DEFAULT-VALUE}.")
  String advice = "none";

  @Option(
      names = "--prealloc",
      paramLabel = "none|fallocate|truncate|posix_fallocate",
      description =
          "How the new file gets its length beforehand. Default: ${DEFAULT-VALUE}. Where a file"
              + " system has no fallocate, posix_fallocate writes one byte into each block.")
  String prealloc = "none";

  @Option(names = "--sparse", description = "Leave out holes of the source.")
  boolean sparse;

  Advice advice() {
    return Words.of(Advice.class, "--advice", advice);
  }

  Preallocation preallocation() {
    return Words.of(Preallocation.class, "--prealloc", prealloc);
  }

  /// The strategy of that word.
  ///
  /// @throws OptionRefused when there is none; names those that there are
  static Strategy strategy(String word) {
    return Arrays.stream(Strategy.values())
        .filter(it -> it.word().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new OptionRefused(
                    "--strategy " + word,
                    "there is no such strategy",
                    "use one of "
                        + Arrays.stream(Strategy.values())
                            .map(Strategy::word)
                            .collect(Collectors.joining(", "))));
  }
}
