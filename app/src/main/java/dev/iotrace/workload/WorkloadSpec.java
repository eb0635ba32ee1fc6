package dev.iotrace.workload;

import dev.iotrace.event.Syscall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is to be written, and how. Checked as far as that goes without the file: see
/// [WorkloadRefused].
///
/// @param existing the file to write into; empty for a new one
public record WorkloadSpec(
    WritePlan writes,
    Set<OpenFlag> openFlags,
    SyncPlan syncs,
    Prealloc prealloc,
    Optional<Path> existing) {

  public WorkloadSpec {
    openFlags = Set.copyOf(openFlags);
    if (openFlags.contains(OpenFlag.APPEND)) {
      checkAppend(writes, prealloc);
    }
    if (writes.call() == Syscall.MMAP && !openFlags.isEmpty()) {
      throw WorkloadRefused.usage(
          "--syscall mmap with --open-flags",
          "open flags do not reach a store into memory",
          "leave one of them out");
    }
    if (prealloc != Prealloc.NONE && existing.isPresent()) {
      throw WorkloadRefused.usage(
          "--prealloc with --existing",
          "the length of an existing file is not touched",
          "leave one of them out");
    }
  }

  private static void checkAppend(WritePlan writes, Prealloc prealloc) {
    String given = "--open-flags append with ";
    if (writes.pattern() != Pattern.SEQ || writes.offset() != 0) {
      throw WorkloadRefused.usage(
          given + "--pattern or --offset",
          "appending chooses the place itself",
          "leave one of them out");
    }
    if (prealloc != Prealloc.NONE) {
      throw WorkloadRefused.usage(
          given + "--prealloc", "it would append behind the room made", "leave one of them out");
    }
    switch (writes.call()) {
      case SENDFILE, SPLICE, COPY_FILE_RANGE ->
          throw WorkloadRefused.usage(
              given + "--syscall " + writes.call().word(),
              "the kernel refuses it",
              "use write, pwrite, writev or pwritev2");
      default -> {}
    }
  }

  /// So many bytes, once, by `write`, into a new file.
  public static WorkloadSpec once(long bytes) {
    return new WorkloadSpec(
        WritePlan.once(bytes), Set.of(), SyncPlan.NONE, Prealloc.NONE, Optional.empty());
  }

  /// The options of the command line that say the same, without their dashes, in a fixed order;
  /// those that change nothing left out.
  public Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("bytes", Long.toString(writes.bytes()));
    options.put("count", Long.toString(writes.count()));
    options.put("offset", Long.toString(writes.offset()));
    options.put("pattern", word(writes.pattern()));
    options.put("syscall", writes.call().word());
    if (!openFlags.isEmpty()) {
      options.put(
          "open-flags",
          openFlags.stream().sorted().map(WorkloadSpec::word).collect(Collectors.joining(",")));
    }
    options.put("sync", word(syncs.sync()));
    if (syncs.sync() != Sync.NONE) {
      options.put("sync-every", Long.toString(syncs.every()));
    }
    options.put("prealloc", word(prealloc));
    existing.ifPresent(path -> options.put("existing", path.toString()));
    if (writes.interval().compareTo(Duration.ZERO) > 0) {
      options.put("interval", writes.interval().toString());
    }
    options.put("seed", Long.toString(writes.seed()));
    return options;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
