package dev.iotrace.event;

/// An expected failure: the user or the host must change something. One line tells what, why and
/// the mend; a stack trace would help nobody.
public abstract class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String why;
  private final String mend;

  /// @param what what could not be done
  /// @param why the reason
  /// @param mend what the user can do about it
  protected Refusal(String what, String why, String mend) {
    super(what + ": " + why + "; " + mend, null, false, false);
    this.what = what;
    this.why = why;
    this.mend = mend;
  }

  /// What could not be done.
  public String what() {
    return what;
  }

  /// The reason.
  public String why() {
    return why;
  }

  /// What the user can do about it.
  public String mend() {
    return mend;
  }

  /// The process's exit code for this failure (DESIGN: 2 usage, 3 host, 5 workload).
  public abstract int exitCode();
}
