package dev.iotrace.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Words of the command line that stand for our own enum constants.
final class Words {
  private Words() {}

  /// The constant of that name, in any case.
  ///
  /// @throws OptionRefused when there is none; names those that there are
  static <E extends Enum<E>> E of(Class<E> type, String option, String word) {
    for (E each : type.getEnumConstants()) {
      if (each.name().equalsIgnoreCase(word)) {
        return each;
      }
    }
    String all =
        Arrays.stream(type.getEnumConstants())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new OptionRefused(option + " " + word, "there is no such value", "use one of " + all);
  }
}
