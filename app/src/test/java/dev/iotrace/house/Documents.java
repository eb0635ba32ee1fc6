package dev.iotrace.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The repository's documents, and what tests look for in them.
public final class Documents {
  /// The root of the repository.
  public static final Path ROOT = Path.of(System.getProperty("iotrace.root"));

  /// Tables are known by the head of their first column.
  private static final String CELL = " *\\| *";

  private Documents() {}

  /// All documents, what the build makes left out.
  public static List<Path> all() {
    return files("**.md");
  }

  /// All files below the root whose path the glob matches, what the build makes left out.
  public static List<Path> files(String glob) {
    try (Stream<Path> paths = Files.walk(ROOT)) {
      return paths
          .map(ROOT::relativize)
          .filter(ROOT.getFileSystem().getPathMatcher("glob:" + glob)::matches)
          .filter(Documents::isSource)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(Path path) {
    return Stream.of("target", ".cache", ".git").noneMatch(each -> contains(path, each));
  }

  private static boolean contains(Path path, String name) {
    for (Path each : path) {
      if (each.toString().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /// The text of a file below the root.
  public static String text(Path file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What stands between backticks.
  public static Set<String> codeSpans(String text) {
    return Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)")
        .matcher(text)
        .results()
        .map(span -> span.group(1))
        .collect(Collectors.toSet());
  }

  /// The cells of each row of the table whose first column has this head.
  public static List<List<String>> table(String text, String firstHead) {
    List<String> lines = text.lines().toList();
    int head = 0;
    while (!lines.get(head).startsWith("| " + firstHead + " |")) {
      head++;
    }
    return lines.stream()
        .skip(head + 2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> List.of(line.replaceAll("^\\| *| *\\|$", "").split(CELL, -1)))
        .toList();
  }
}
