package dev.iotrace.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  int count = 1;

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
          "Call after the writes: none, fsync, fdatasync, sync_file_range or syncfs."
              + " Default: ${DEFAULT-VALUE}.")
  String sync = "none";

  @Option(
      names = "--sync-every",
      paramLabel = "N",
      description = "Sync after every N writes, and after the last. Default: after the last.")
  @Nullable Integer syncEvery;

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
}
