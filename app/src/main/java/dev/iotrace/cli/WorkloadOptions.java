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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is written, by which call, synced how.
final class WorkloadOptions {
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
      names = "--open-flags",
      paramLabel = "FLAG",
      split = ",",
      description = "Any of direct, dsync, sync, append, separated by commas.")
  List<String> openFlags = List.of();

  @Option(
      names = "--sync",
      paramLabel = "CALL",
      description =
          "Call after each write: none, fsync, fdatasync, sync_file_range or syncfs."
              + " Default: ${DEFAULT-VALUE}.")
  String sync = "none";

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
      names = "--existing",
      paramLabel = "FILE",
      description = "Write into this file instead of a new one; it is never truncated or removed.")
  @Nullable Path existing;

  @Option(names = "--keep", description = "Leave the new file where it is.")
  boolean keep;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Pause between writes: 100ms, 2s. Default: none.")
  Duration interval = Duration.ZERO;

  /// What the options say.
  ///
  /// @throws dev.iotrace.event.Refusal when they make no sense
  WorkloadSpec spec() {
    WritePlan writes =
        new WritePlan(
            Words.of(Syscall.class, "--syscall", syscall),
            bytes,
            count,
            offset,
            Words.of(Pattern.class, "--pattern", pattern),
            interval,
            seed);
    Set<OpenFlag> flags = EnumSet.noneOf(OpenFlag.class);
    openFlags.forEach(flag -> flags.add(Words.of(OpenFlag.class, "--open-flags", flag)));
    return new WorkloadSpec(
        writes,
        flags,
        new SyncPlan(Words.of(Sync.class, "--sync", sync), syncEvery),
        Words.of(Prealloc.class, "--prealloc", prealloc),
        Optional.ofNullable(existing));
  }
}
