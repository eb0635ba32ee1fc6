package dev.iotrace.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where the report goes, and in which form.
final class OutputOptions {
  @Mixin DocumentOptions documents = new DocumentOptions();

  @Mixin ViewOptions views = new ViewOptions();

  @Option(
      names = "--csv",
      arity = "0..1",
      fallbackValue = DocumentOptions.STDOUT,
      paramLabel = "FILE",
      description = "The requests as CSV: to stdout, or with --csv=FILE to a new file.")
  @Nullable Path csv;

  @Option(names = "--stacks", description = "Show the kernel stack of each request.")
  boolean stacks;
}
