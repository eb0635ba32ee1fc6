package dev.iotrace.report;

import java.io.PrintWriter;

/// Lines, and on a terminal one more that is overwritten in place.
final class PlainScreen implements Screen {
  private final PrintWriter out;
  private final LiveTimeline.Mode mode;
  private final ProgressLine progress;

  PlainScreen(PrintWriter out, LiveTimeline.Mode mode) {
    this.out = out;
    this.mode = mode;
    progress = new ProgressLine(out);
  }

  @Override
  public void tell(String line) {
    progress.clear();
    out.print(line + "\n");
    out.flush();
  }

  @Override
  public void awaiting(String what) {
    if (mode == LiveTimeline.Mode.TERMINAL && !what.isEmpty()) {
      progress.show("waiting for: " + what);
    }
  }

  @Override
  public void clear() {
    progress.clear();
    out.flush();
  }

  @Override
  public void close() {
    clear();
  }
}
