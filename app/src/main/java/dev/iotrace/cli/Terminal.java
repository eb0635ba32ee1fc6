package dev.iotrace.cli;

import java.io.Console;
import java.util.Optional;

/// What stdout and stderr are connected to.
final class Terminal {
  private static final int PIPED_COLUMNS = 80;
  private static final int NARROWEST = 40;

  private Terminal() {}

  /// Whether a person watches: both ends of the program are a terminal.
  static boolean interactive() {
    return console().isPresent();
  }

  /// To ask that person.
  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /// How wide a line may be: the terminal's width as the shell tells it, 80 when piped.
  static int columns() {
    String columns = System.getenv("COLUMNS");
    if (columns == null || !columns.matches("[0-9]{1,4}") || !interactive()) {
      return PIPED_COLUMNS;
    }
    return Math.max(NARROWEST, Integer.parseInt(columns));
  }
}
