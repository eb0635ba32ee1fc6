package dev.iotrace.cli;

import dev.iotrace.matrix.ResultsFile;
import dev.iotrace.matrix.ResultsHeader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Where the cells are saved as they come, so that a matrix of an hour survives what ends it.
final class MatrixResultsOptions {
  @ArgGroup Choice choice = new Choice();

  /// One or the other; neither saves nothing.
  static final class Choice {
    @Option(
        names = "--results",
        paramLabel = "FILE",
        description = "Save each cell at once in a new file, best on another disk.")
    @Nullable Path results;

    @Option(
        names = "--resume",
        paramLabel = "FILE",
        description = "Measure what this file of --results lacks; the other options as then.")
    @Nullable Path resume;
  }

  /// Looks before anything is done.
  void check() {
    if (choice.results != null) {
      NewFile.requireAbsent(choice.results);
    }
  }

  /// The file, if there is to be one.
  @Nullable ResultsFile open(ResultsHeader header) {
    if (choice.resume != null) {
      return ResultsFile.resume(choice.resume, header);
    }
    return choice.results == null ? null : ResultsFile.create(choice.results, header);
  }
}
