package dev.iotrace.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Where is written: a real directory, or a scratch file system.
final class TargetOptions {
  @ArgGroup Place place = new Place();

  /// One or the other; neither means a scratch ext4.
  static final class Place {
    @Option(
        names = "--target",
        paramLabel = "DIR",
        description = "Write on this real file system. Default: a scratch ext4.")
    @Nullable Path target;

    @Option(
        names = "--scratch",
        paramLabel = "TYPE[,OPTIONS]",
        description =
            "Write on a file system made for this run: ext4[,size=1G][,dir=DIR]"
                + "[,mkfs=ARGUMENTS][,mount=OPTIONS].")
    @Nullable String scratch;
  }
}
