package dev.iotrace.cli;

import dev.iotrace.lab.Prediction;
import dev.iotrace.report.SafeText;
import java.io.Console;
import java.util.Optional;
import java.util.OptionalDouble;

/// Whoever sits at the terminal.
final class Learner {
  private Learner() {}

  static boolean isThere() {
    return Terminal.console().isPresent();
  }

  /// Asks until an answer is understood; empty when it is skipped by Enter or the end of the input.
  static OptionalDouble predict(Prediction prediction) {
    Optional<Console> console = Terminal.console();
    while (console.isPresent()) {
      String typed = console.get().readLine("%nYour prediction (Enter skips): ");
      if (typed == null || typed.isBlank()) {
        return OptionalDouble.empty();
      }
      OptionalDouble understood = prediction.parse(typed);
      if (understood.isPresent()) {
        return understood;
      }
      console
          .get()
          .printf(
              "'%s' is not understood; say it like %s%n",
              SafeText.of(typed), prediction.say(Prediction.SAMPLE));
    }
    return OptionalDouble.empty();
  }
}
