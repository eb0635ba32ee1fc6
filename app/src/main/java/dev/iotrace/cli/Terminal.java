package dev.iotrace.cli;

import dev.iotrace.live.LiveScreen;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import dev.iotrace.syscall.WindowSize;
import java.io.Console;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// What stdout and stderr are connected to.
final class Terminal {
  static final int STDOUT = 1;
  static final int STDERR = 2;

  private static final int PIPED_COLUMNS = 80;
  private static final int NARROWEST = 40;
  private static final int USUAL_ROWS = 24;

  private Terminal() {}

  /// Whether a person watches: both ends of the program are a terminal.
  static boolean interactive() {
    return console().isPresent();
  }

  /// To ask that person.
  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /// Whether a terminal is behind that descriptor. The platform tells of stdin and stdout only
  /// ([java.io.Console]).
  static boolean isBehind(int descriptor) {
    try {
      Path behind = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return behind.startsWith("/dev/pts") || behind.startsWith("/dev/tty");
    } catch (IOException unknown) {
      return false;
    }
  }

  /// How wide a line may be: the terminal's width as the shell tells it, 80 when piped.
  static int columns() {
    String columns = System.getenv("COLUMNS");
    if (columns == null || !columns.matches("[0-9]{1,4}") || !interactive()) {
      return PIPED_COLUMNS;
    }
    return Math.max(NARROWEST, Integer.parseInt(columns));
  }

  /// How many lines the terminal behind stdout has; 24 where it does not tell.
  static int rowsOfStdout() {
    int rows = size(FileDescriptor.STDOUT).rows();
    return rows > 0 ? rows : USUAL_ROWS;
  }

  /// To draw on: only while iotrace is in the foreground, and in colour unless `NO_COLOR` forbids
  /// it (<https://no-color.org>).
  static LiveScreen.Place behindStderr() {
    return place(new FileOutputStream(java.io.FileDescriptor.err), FileDescriptor.STDERR);
  }

  /// The same of the terminal that the program was started from, wherever its streams lead: tty(4).
  ///
  /// @throws OptionRefused when there is none
  static LiveScreen.Place controlling() {
    Path terminal = Path.of("/dev/tty");
    try {
      // Open until the program ends.
      FileDescriptor asked = Fcntl.open(terminal, OpenFlags.O_RDONLY);
      return place(new FileOutputStream(terminal.toFile()), asked);
    } catch (IOException none) {
      throw new OptionRefused(
          "--live", "there is no terminal to draw on", "leave it out, or start from a terminal");
    }
  }

  private static LiveScreen.Place place(OutputStream out, FileDescriptor asked) {
    return new LiveScreen.Place(
        out,
        Objects.requireNonNullElse(System.getenv("TERM"), "dumb"),
        () -> size(asked),
        Foreground::isOurs,
        Objects.requireNonNullElse(System.getenv("NO_COLOR"), "").isEmpty());
  }

  private static LiveScreen.Extent size(FileDescriptor asked) {
    try {
      WindowSize size = WindowSize.of(asked);
      return new LiveScreen.Extent(size.columns(), size.rows());
    } catch (ErrnoException gone) {
      return new LiveScreen.Extent(0, 0);
    }
  }
}
