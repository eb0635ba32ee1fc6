package dev.iotrace.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a result goes: what all commands that have one share.
final class DocumentOptions {
  /// The value of an output option given without a file.
  static final String STDOUT = "-";

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = STDOUT,
      paramLabel = "FILE",
      description = "The report as JSON: to stdout, or with --json=FILE to a new file.")
  @Nullable Path json;

  @Option(names = "--quiet", description = "No progress, and no report but those asked for.")
  boolean quiet;
}
