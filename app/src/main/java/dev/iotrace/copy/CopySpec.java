package dev.iotrace.copy;

import dev.iotrace.report.Words;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What is copied, where to, and how.
///
/// @param destination a file to be made, or a directory: into it under the source's name
/// @param sparse holes of the source become holes of the copy
/// @param verify both files are compared, byte by byte, when all is copied
/// @param sync the copy is on the device, by `fsync`, before the end
/// @param force an existing destination is removed
/// @param reserveBytes what the target's file system must keep free
public record CopySpec(
    Path source,
    Path destination,
    Strategy strategy,
    Advice advice,
    Preallocation preallocation,
    boolean sparse,
    boolean verify,
    boolean sync,
    boolean force,
    OptionalLong reserveBytes) {
  /// Checks what can be checked without a look at the files.
  ///
  /// @throws CopyRefused when it makes no sense
  public CopySpec {
    if (sparse && preallocation.takesRoom()) {
      throw CopyRefused.usage(
          "--sparse with --prealloc " + Words.of(preallocation),
          "that gives blocks to the holes, too",
          "leave one of them out, or take --prealloc truncate");
    }
    if (strategy == Strategy.REFLINK && preallocation != Preallocation.NONE) {
      throw CopyRefused.usage(
          "--strategy reflink with --prealloc " + Words.of(preallocation),
          "shared blocks would take the place of those",
          "leave one of them out");
    }
  }

  /// A plain copy by this strategy, everything else left as it is by default.
  public static CopySpec of(Path source, Path destination, Strategy strategy) {
    return new CopySpec(
        source,
        destination,
        strategy,
        Advice.NONE,
        Preallocation.NONE,
        false,
        false,
        false,
        false,
        OptionalLong.empty());
  }

  /// The same by another strategy.
  ///
  /// @throws CopyRefused when that makes no sense with the rest
  public CopySpec by(Strategy other) {
    return new CopySpec(
        source,
        destination,
        other,
        advice,
        preallocation,
        sparse,
        verify,
        sync,
        force,
        reserveBytes);
  }

  /// The same, with the file's length given beforehand in this way.
  public CopySpec with(Preallocation other) {
    return new CopySpec(
        source, destination, strategy, advice, other, sparse, verify, sync, force, reserveBytes);
  }

  /// The same with holes kept.
  public CopySpec keepingHoles() {
    return new CopySpec(
        source,
        destination,
        strategy,
        advice,
        preallocation,
        true,
        verify,
        sync,
        force,
        reserveBytes);
  }

  /// The same with a part of the file system left free.
  public CopySpec reserving(long bytes) {
    return new CopySpec(
        source,
        destination,
        strategy,
        advice,
        preallocation,
        sparse,
        verify,
        sync,
        force,
        OptionalLong.of(bytes));
  }
}
