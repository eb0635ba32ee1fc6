package dev.iotrace.filesystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kernel's own files, under a root that is `/` except in tests.
public record HostTree(Path root) {
  /// The machine we run on.
  public static final HostTree LIVE = new HostTree(Path.of("/"));

  /// A path below the root, given without its leading slash.
  Path path(String relative) {
    return root.resolve(relative);
  }

  /// A file's text without blanks at its ends; empty when it is missing or may not be read.
  public Optional<String> text(String relative) {
    return bytes(relative).map(it -> new String(it, StandardCharsets.UTF_8).strip());
  }

  /// A file's bytes; empty when it is missing or may not be read.
  Optional<byte[]> bytes(String relative) {
    try {
      return Optional.of(Files.readAllBytes(path(relative)));
    } catch (IOException missingOrForbidden) {
      return Optional.empty();
    }
  }

  /// A file that holds one number.
  Optional<Long> number(String relative) {
    return text(relative).map(Long::parseLong);
  }

  /// Whether some line of a file that may be long has this in it.
  boolean mentions(String relative, String text) {
    try (Stream<String> lines = Files.lines(path(relative))) {
      return lines.anyMatch(line -> line.contains(text));
    } catch (IOException | UncheckedIOException missingOrForbidden) {
      return false;
    }
  }

  boolean exists(String relative) {
    return Files.exists(path(relative), LinkOption.NOFOLLOW_LINKS);
  }

  /// The names in a directory, sorted; none when it is missing.
  List<String> names(String relative) {
    try (Stream<Path> entries = Files.list(path(relative))) {
      return entries.map(it -> it.getFileName().toString()).sorted().toList();
    } catch (IOException missingOrForbidden) {
      return List.of();
    }
  }
}
