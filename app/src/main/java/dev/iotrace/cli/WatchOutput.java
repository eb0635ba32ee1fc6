package dev.iotrace.cli;

import dev.iotrace.report.JsonDocument;
import dev.iotrace.watch.View;
import dev.iotrace.watch.WatchText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Where intervals are shown: each in place of the one before where a person watches, else one
/// after the other. No colour, so `NO_COLOR` has nothing to switch off.
final class WatchOutput {
  /// To the first cell, then erase to the end of the screen (ECMA-48: CUP, ED).
  private static final String ERASE = "\u001b[H\u001b[J";

  private final PrintWriter out;
  private final boolean json;
  private final boolean inPlace;
  private final WatchText.Tables tables;
  private boolean begun;

  private WatchOutput(PrintWriter out, boolean json, boolean inPlace, WatchText.Tables tables) {
    this.out = out;
    this.json = json;
    this.inPlace = inPlace;
    this.tables = tables;
  }

  static WatchOutput of(PrintWriter out, boolean json, WatchText.Tables tables) {
    String term = Objects.requireNonNullElse(System.getenv("TERM"), "");
    boolean inPlace = !json && stdoutIsTerminal() && !term.isEmpty() && !term.equals("dumb");
    return new WatchOutput(out, json, inPlace, tables);
  }

  /// The next interval.
  void show(View view) throws IOException {
    if (json) {
      JsonDocument.writeLine(view, out);
    } else {
      out.print(inPlace ? ERASE : begun ? "\n" : "");
      text().lines(view).forEach(out::println);
    }
    begun = true;
    out.flush();
  }

  /// As much as fits, the cursor below it: a terminal may have been made larger or smaller.
  private WatchText text() {
    return inPlace
        ? new WatchText(Terminal.columns(), Terminal.rowsOfStdout() - 1, tables)
        : new WatchText(Terminal.columns(), WatchText.ENDLESS, tables);
  }

  /// Whether nobody reads any more.
  boolean isClosed() {
    return out.checkError();
  }

  private static boolean stdoutIsTerminal() {
    try {
      Path behind = Files.readSymbolicLink(Path.of("/proc/self/fd/1"));
      return behind.startsWith("/dev/pts") || behind.startsWith("/dev/tty");
    } catch (IOException unknown) {
      return false;
    }
  }
}
