package dev.iotrace.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/// How long the kernel is watched after the last call.
final class SettleOptions {
  /// What to wait for.
  enum Settle {
    drain,
    sync,
    none
  }

  @Option(
      names = "--settle",
      paramLabel = "drain|sync|none",
      description =
          "drain: wait until all that the writes caused is in its place; sync: call syncfs first,"
              + " and again while something is missing; none: stop at return. Default:"
              + " ${DEFAULT-VALUE}.")
  Settle settle = Settle.drain;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Wait no longer than this: 90s, 5m. Default: 3m.")
  Duration timeout = Duration.ofMinutes(3);
}
