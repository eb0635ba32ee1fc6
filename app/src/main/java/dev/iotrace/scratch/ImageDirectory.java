package dev.iotrace.scratch;

import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.Mount;
import dev.iotrace.filesystem.MountTable;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Vfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where to put an image: the first of `$TMPDIR`, `/var/tmp` and `/tmp` that is on a disk and has
/// room. An image in memory would make the scratch device faster than any disk, so that is only
/// done where the user names the directory.
final class ImageDirectory {
  private ImageDirectory() {}

  static Path choose(ScratchSpec spec) {
    return choose(spec, candidates(System.getenv("TMPDIR")));
  }

  static Path choose(ScratchSpec spec, List<Path> candidates) {
    List<String> objections = new ArrayList<>();
    List<Path> asked = spec.parent().map(List::of).orElse(candidates);
    for (Path candidate : asked) {
      Optional<String> objection = objection(candidate, spec);
      if (objection.isEmpty()) {
        return candidate;
      }
      objections.add(candidate + " " + objection.get());
    }
    throw ScratchRefused.host(
        "cannot place a scratch image of " + spec.bytes() + " bytes",
        String.join(", ", objections),
        "make room, ask for less by size=, or name a directory by dir=");
  }

  private static List<Path> candidates(@Nullable String environment) {
    List<Path> all = new ArrayList<>();
    if (environment != null && !environment.isEmpty()) {
      all.add(Path.of(environment));
    }
    all.addAll(List.of(Path.of("/var/tmp"), Path.of("/tmp")));
    return all;
  }

  private static Optional<String> objection(Path candidate, ScratchSpec spec) {
    try {
      if (!Files.isDirectory(candidate)) {
        return Optional.of("is not a directory");
      }
      long available = Vfs.statfs(candidate).bytesAvailable();
      if (available < spec.bytes()) {
        return Optional.of("has only " + available + " bytes free");
      }
      boolean inMemory =
          MountTable.read(HostTree.LIVE)
              .byId(Stat.of(candidate).mountId())
              .filter(Mount::inMemory)
              .isPresent();
      return inMemory && spec.parent().isEmpty() ? Optional.of("is in memory") : Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot be used (" + e.getMessage() + ")");
    }
  }
}
