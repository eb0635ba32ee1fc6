package dev.iotrace.cli;

import dev.iotrace.event.Syscall;
import dev.iotrace.workload.OpenFlag;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Prealloc;
import dev.iotrace.workload.Sync;
import dev.iotrace.workload.SyncPlan;
import dev.iotrace.workload.WorkloadSpec;
import dev.iotrace.workload.WritePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// What is written: the part of a workload that `iotrace compare` keeps the same.
final class WriteOptions {
  @Option(
      names = "--bytes",
      paramLabel = "N",
      converter = SizeConverter.class,
      description = "Bytes of each write: 4, 4k, 1m. Default: ${DEFAULT-VALUE}.")
  long bytes = 4;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many writes. Default: ${DEFAULT-VALUE}.")
  long count = 1;

  @Option(
      names = "--offset",
      paramLabel = "N",
      converter = SizeConverter.class,
      description = "Where in the file the first write begins. Default: ${DEFAULT-VALUE}.")
  long offset;

  @Option(
      names = "--pattern",
      paramLabel = "seq|random|same",
      description = "Where the following writes go. Default: ${DEFAULT-VALUE}.")
  String pattern = "seq";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the content and of --pattern random. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--syscall",
      paramLabel = "CALL",
      description =
          "write, pwrite, writev, pwritev2, mmap, sendfile, splice or copy_file_range."
              + " Default: ${DEFAULT-VALUE}.")
  String syscall = "write";

  @Option(
      names = "--sync-every",
      paramLabel = "N",
      description = "Sync after every N writes, and after the last. Default: ${DEFAULT-VALUE}.")
  long syncEvery = 1;

  @Option(
      names = "--prealloc",
      paramLabel = "none|fallocate|truncate",
      description = "How the file gets its length beforehand. Default: ${DEFAULT-VALUE}.")
  String prealloc = "none";

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Pause between writes: 100ms, 2s. Default: none.")
  Duration interval = Duration.ZERO;

  /// What the options say, with the part that they leave open.
  ///
  /// @param existing the file to write into, empty for a new one
  /// @throws dev.iotrace.event.Refusal when they make no sense
  WorkloadSpec spec(Set<OpenFlag> openFlags, Sync sync, Optional<Path> existing) {
    WritePlan writes =
        new WritePlan(
            Words.of(Syscall.class, "--syscall", syscall),
            bytes,
            count,
            offset,
            Words.of(Pattern.class, "--pattern", pattern),
            interval,
            seed);
    return new WorkloadSpec(
        writes,
        openFlags,
        new SyncPlan(sync, syncEvery),
        Words.of(Prealloc.class, "--prealloc", prealloc),
        existing);
  }
}
