package dev.iotrace.filesystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All mounts that this process sees, in the order of `/proc/self/mountinfo`.
public record MountTable(List<Mount> mounts) {

  /// Reads the host's.
  public static MountTable read(HostTree host) {
    Path file = host.path("proc/self/mountinfo");
    try {
      return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /// Lines end with a newline and nothing else: a carriage return may stand in a name.
  static MountTable parse(String text) {
    return new MountTable(Stream.of(text.split("\n")).map(Mount::parse).toList());
  }

  /// The mount with this id.
  public Optional<Mount> byId(long id) {
    return mounts.stream().filter(it -> it.id() == id).findFirst();
  }

  /// The mount that covers a path without links, by names alone: the deepest mount point, and where
  /// several are mounted over each other the last of them. For paths that cannot be opened; who can
  /// open one asks statx for the id, since a mount hidden by a later, shallower one deceives this
  /// rule.
  public Optional<Mount> covering(Path path) {
    return mounts.stream()
        .filter(it -> path.startsWith(it.point()))
        .reduce((best, next) -> depth(next) >= depth(best) ? next : best);
  }

  private static int depth(Mount mount) {
    return mount.point().getNameCount();
  }
}
