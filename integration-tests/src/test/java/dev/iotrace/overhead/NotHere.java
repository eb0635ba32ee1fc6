package dev.iotrace.overhead;

/// A tool cannot be measured on this host, or is not there.
final class NotHere extends Exception {
  private static final long serialVersionUID = 1;

  NotHere(String why) {
    super(why);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
