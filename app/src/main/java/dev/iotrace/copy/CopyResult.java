package dev.iotrace.copy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// How a copy ended.
///
/// @param destination the file that was made
/// @param strategy the one that copied: never [Strategy#AUTO]
/// @param instead why that is not what would have been taken first; empty when it is
/// @param sourceBytes the source's length when it was opened
/// @param bytes how many of them the new file has, from its first on
/// @param holeBytes of these, what was left out because it is a hole of the source
/// @param allocated what giving the file its length cost
/// @param ns how long the bytes took, without preallocation, sync and comparison
/// @param syncNs how long fsync took; 0 without
/// @param comparison when both files were compared, how that ended
/// @param stopped why it ended early; empty when it did not
/// @param interrupted it ended early because the user wanted it to
public record CopyResult(
    Path destination,
    Strategy strategy,
    Optional<String> instead,
    long sourceBytes,
    long bytes,
    long holeBytes,
    Allocated allocated,
    long ns,
    long syncNs,
    Optional<Comparison> comparison,
    Optional<CopyRefused> stopped,
    boolean interrupted) {
  /// Both files, byte by byte.
  ///
  /// @param firstDifference the first byte that is not the same; empty when there is none
  public record Comparison(OptionalLong firstDifference, long ns) {}

  /// Whether both files were compared and are not the same.
  public boolean differs() {
    return comparison.stream().anyMatch(it -> it.firstDifference().isPresent());
  }

  /// Whether all bytes are there, and compared equal if they were compared.
  public boolean complete() {
    return stopped.isEmpty() && !interrupted && !differs();
  }
}
