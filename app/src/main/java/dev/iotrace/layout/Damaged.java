package dev.iotrace.layout;

/// What was read cannot be right: a bad magic number, a count too large, a pointer out of bounds.
public final class Damaged extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param what is wrong, and where
  public Damaged(String what) {
    super(what, null, false, false);
  }

  /// What is wrong, and where.
  public String what() {
    return String.valueOf(getMessage());
  }
}
