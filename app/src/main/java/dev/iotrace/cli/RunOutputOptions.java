package dev.iotrace.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where the reports of a command go, whose stdout is its own.
final class RunOutputOptions {
  @Mixin ViewOptions views = new ViewOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "The report as JSON, to a new file: stdout is the command's.")
  @Nullable Path json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Keep the events in a new file for 'iotrace report'; .gz compresses.")
  @Nullable Path trace;

  @Option(names = "--quiet", description = "No report on stderr.")
  boolean quiet;

  /// A file's name with a word before its extension, for the report of a further file system.
  static Path with(Path file, String word) {
    String name = String.valueOf(file.getFileName());
    int end = name.endsWith(".gz") ? name.length() - 3 : name.length();
    int dot = name.lastIndexOf('.', end - 1);
    int at = dot > 0 ? dot : end;
    return file.resolveSibling(name.substring(0, at) + "-" + word + name.substring(at));
  }
}
