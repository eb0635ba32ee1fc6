package dev.iotrace.report;

import java.io.PrintWriter;

/// A line that is overwritten in place; the only place where iotrace steers a terminal. It uses no
/// colour, so `NO_COLOR` has nothing to switch off.
public final class ProgressLine {
  /// Longer text would wrap, and then one erasure would not reach it all.
  private static final int LENGTH_MAX = 79;

  /// To the first column, then erase to the end of the line (ECMA-48: EL).
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter terminal;
  private String shown = "";

  /// @param terminal stderr
  public ProgressLine(PrintWriter terminal) {
    this.terminal = terminal;
  }

  /// Replaces what is shown.
  public void show(String text) {
    String safe = SafeText.of(text);
    String cut = safe.substring(0, Math.min(LENGTH_MAX, safe.length()));
    if (!cut.equals(shown)) {
      clear();
      terminal.print(cut);
      terminal.flush();
      shown = cut;
    }
  }

  /// Leaves an empty line.
  public void clear() {
    if (!shown.isEmpty()) {
      terminal.print(ERASE);
      terminal.flush();
      shown = "";
    }
  }
}
