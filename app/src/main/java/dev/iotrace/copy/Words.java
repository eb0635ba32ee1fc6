package dev.iotrace.copy;

import java.util.Locale;

/// Figures and names as messages have them.
final class Words {
  private Words() {}

  /// An enum constant as the command line has it.
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// `1,048,576`.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
