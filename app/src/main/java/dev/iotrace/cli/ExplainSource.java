package dev.iotrace.cli;

import dev.iotrace.layout.Image;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the file system is: one of these.
final class ExplainSource {
  @Option(names = "--image", paramLabel = "FILE", description = "An image in a file.")
  @Nullable Path image;

  @Option(
      names = "--device",
      paramLabel = "DEV",
      description = "A disk or partition, mounted or not; needs root as a rule.")
  @Nullable Path device;

  /// @param offset where the file system begins, in bytes
  Image open(long offset) {
    if (image != null) {
      return Image.ofFile(image, offset);
    }
    if (device == null) {
      throw new IllegalStateException("picocli has not filled in the source");
    }
    return Image.ofDevice(device, offset);
  }
}
