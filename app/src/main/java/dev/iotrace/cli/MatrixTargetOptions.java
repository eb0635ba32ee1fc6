package dev.iotrace.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Where a matrix is written: a real directory, a scratch file system, or what is there already.
final class MatrixTargetOptions {
  @ArgGroup Place place = new Place();

  @Option(
      names = "--destroy-data",
      description = "Allow --existing to be a block device, and overwrite what is on it.")
  boolean destroyData;

  @Option(names = "--yes", description = "Do not ask before a device is overwritten.")
  boolean yes;

  /// One of them; none means a scratch ext4.
  static final class Place {
    @Option(
        names = "--target",
        paramLabel = "DIR",
        description = "Write a new file in this directory. Default: on a scratch ext4.")
    @Nullable Path target;

    @Option(
        names = "--scratch",
        paramLabel = "TYPE[,OPTIONS]",
        description = "Write on a file system made for this run, as for 'iotrace write'.")
    @Nullable String scratch;

    @Option(
        names = "--existing",
        paramLabel = "PATH",
        description = "Overwrite this file, or with --destroy-data this block device.")
    @Nullable Path existing;
  }
}
