package dev.iotrace.probe;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number in a version's name, by which versions have an order: 6.1.0 of
/// `6.1.0-50-cloud-amd64`, 0.17.0 of `bpftrace v0.17.0`.
record VersionNumber(int major, int minor, int patch) implements Comparable<VersionNumber> {
  private static final Pattern NUMBER =
      Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?");

  private static final Comparator<VersionNumber> ORDER =
      Comparator.comparingInt(VersionNumber::major)
          .thenComparingInt(VersionNumber::minor)
          .thenComparingInt(VersionNumber::patch);

  /// The first number in this text; empty when it names none.
  static Optional<VersionNumber> in(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.find()) {
      return Optional.empty();
    }
    String patch = number.group(3) == null ? "0" : number.group(3);
    return Optional.of(
        new VersionNumber(
            Integer.parseInt(number.group(1)),
            Integer.parseInt(number.group(2)),
            Integer.parseInt(patch)));
  }

  /// Whether it comes before the first release of that name.
  boolean isBefore(int otherMajor, int otherMinor) {
    return compareTo(new VersionNumber(otherMajor, otherMinor, 0)) < 0;
  }

  @Override
  public int compareTo(VersionNumber other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
