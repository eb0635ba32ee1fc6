package dev.iotrace.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Files to look at in a browser.
final class ViewOptions {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "The report as a page for a browser, to a new file that needs nothing else.")
  @Nullable Path html;

  @Option(
      names = "--perfetto",
      paramLabel = "FILE",
      description = "A trace for ui.perfetto.dev, to a new file.")
  @Nullable Path perfetto;
}
