package dev.iotrace.report;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Puts figures into words for people, the same in every locale.
public final class Words {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final double NANOS_PER_MILLI = 1e6;

  private Words() {}

  /// With thousands separators.
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// `1 flush`, `81,920 bytes`.
  public static String count(long value, String noun) {
    String plural = noun.endsWith("sh") ? "es" : "s";
    return number(value) + ' ' + noun + (value == 1 ? "" : plural);
  }

  /// Milliseconds below ten seconds, seconds from there on: `0.021 ms`, `5889.1 ms`, `30.717 s`.
  public static String duration(long nanos) {
    long magnitude = Math.abs(nanos);
    if (magnitude >= 10 * NANOS_PER_SECOND) {
      return String.format(Locale.ROOT, "%.3f s", (double) nanos / NANOS_PER_SECOND);
    }
    String format = magnitude >= NANOS_PER_SECOND / 10 ? "%.1f ms" : "%.3f ms";
    return String.format(Locale.ROOT, format, nanos / NANOS_PER_MILLI);
  }

  /// A time since the first logical write, with its sign: `+0.021 ms`.
  public static String moment(long nanos) {
    return (nanos >= 0 ? "+" : "") + duration(nanos);
  }

  /// `20,480 x`, or `>= 20,480 x` for a lower bound, which is never rounded up.
  public static String ratio(double ratio, boolean exact) {
    String pattern = ratio < 100 ? "#,##0.##" : "#,##0";
    DecimalFormat format =
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setRoundingMode(exact ? RoundingMode.HALF_EVEN : RoundingMode.DOWN);
    return (exact ? "" : ">= ") + format.format(ratio) + " x";
  }

  /// `60.0 %`
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /// An enum constant as in the JSON.
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
