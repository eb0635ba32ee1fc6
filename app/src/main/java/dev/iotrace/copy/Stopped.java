package dev.iotrace.copy;

/// The copy cannot go on.
final class Stopped extends Exception {
  private static final long serialVersionUID = 1L;

  private final String why;
  private final String mend;

  Stopped(String why, String mend) {
    super(why, null, false, false);
    this.why = why;
    this.mend = mend;
  }

  String why() {
    return why;
  }

  String mend() {
    return mend;
  }
}
