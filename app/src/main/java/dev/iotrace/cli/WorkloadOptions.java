package dev.iotrace.cli;

import dev.iotrace.workload.OpenFlag;
import dev.iotrace.workload.Sync;
import dev.iotrace.workload.WorkloadSpec;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is written, by which call, synced how.
final class WorkloadOptions {
  @Mixin WriteOptions writes = new WriteOptions();

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
      names = "--existing",
      paramLabel = "FILE",
      description = "Write into this file instead of a new one; it is never truncated or removed.")
  @Nullable Path existing;

  @Option(names = "--keep", description = "Leave the new file where it is.")
  boolean keep;

  /// What the options say.
  ///
  /// @throws dev.iotrace.event.Refusal when they make no sense
  WorkloadSpec spec() {
    return writes.spec(
        flags(openFlags), Words.of(Sync.class, "--sync", sync), Optional.ofNullable(existing));
  }

  /// Words of `--open-flags` as flags.
  static Set<OpenFlag> flags(List<String> words) {
    Set<OpenFlag> flags = EnumSet.noneOf(OpenFlag.class);
    words.forEach(flag -> flags.add(Words.of(OpenFlag.class, "--open-flags", flag)));
    return flags;
  }
}
