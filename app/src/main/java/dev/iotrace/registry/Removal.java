package dev.iotrace.registry;

/// What became of one resource.
///
/// @param resource the resource
/// @param outcome how its removal ended
/// @param detail one clause for a person when `outcome` is `DEFERRED` or `FAILED`, else empty
public record Removal(Resource resource, Outcome outcome, String detail) {

  /// How a removal ended.
  public enum Outcome {
    /// It was there and is gone.
    REMOVED,
    /// It was not there, or no longer ours.
    ABSENT,
    /// It was in use: out of sight now, gone when its last user lets go of it.
    DEFERRED,
    /// It is still there.
    FAILED
  }

  static Removal of(Resource resource, Outcome outcome) {
    return new Removal(resource, outcome, "");
  }

  /// One line for a person: `removed loop device /dev/loop3`.
  public String describe() {
    return switch (outcome) {
      case REMOVED -> "removed " + resource.describe();
      case ABSENT -> resource.describe() + " was gone already";
      case DEFERRED -> resource.describe() + " goes when its last user does: " + detail;
      case FAILED -> "could not remove " + resource.describe() + ": " + detail;
    };
  }
}
