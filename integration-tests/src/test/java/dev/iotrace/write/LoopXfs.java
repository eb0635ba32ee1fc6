package dev.iotrace.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An XFS of the test's own.
final class LoopXfs extends LoopTarget {
  /// The smallest that mkfs.xfs makes is 300 MiB.
  private static final String SIZE = "320M";

  private LoopXfs(Path directory) throws IOException {
    super(directory);
  }

  /// @param directory where image and mount point are made
  static LoopXfs make(Path directory) throws IOException, InterruptedException {
    LoopXfs made = new LoopXfs(directory);
    made.make(1, SIZE, List.of("mkfs.xfs", "-q"));
    return made;
  }
}
