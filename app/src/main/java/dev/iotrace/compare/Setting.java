package dev.iotrace.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What makes a cell differ from the others.
///
/// @param scratch the file system that is made for each run, as the user wrote it; null on a target
/// @param target the real directory, null on a scratch
/// @param sync the call after the writes: `none`, `fsync`, ...
/// @param openFlags beyond those for writing
public record Setting(
    @Nullable String scratch, @Nullable String target, String sync, List<String> openFlags) {

  public Setting {
    openFlags = List.copyOf(openFlags);
    if ((scratch == null) == (target == null)) {
      throw new IllegalArgumentException("either a scratch or a target");
    }
  }

  /// Scratch or target.
  String place() {
    return scratch == null ? String.valueOf(target) : scratch;
  }

  /// The open flags in one word, `none` without.
  String flags() {
    return openFlags.isEmpty() ? "none" : String.join("+", openFlags);
  }
}
