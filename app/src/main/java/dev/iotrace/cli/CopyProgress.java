package dev.iotrace.cli;

import dev.iotrace.copy.Copier;
import dev.iotrace.report.ProgressLine;
import java.util.Locale;
import java.util.Optional;

/// How far a copy is, for those who watch it, and whether they want it to go on.
final class CopyProgress implements Copier.Watcher, AutoCloseable {
  private static final long PAUSE_NS = 200_000_000;
  private static final double PER_CENT = 100;

  private final Optional<ProgressLine> line;
  private final Cancellation cancellation;
  private long toldNs = System.nanoTime();

  CopyProgress(Progress progress, Cancellation cancellation) {
    this.line = progress.line();
    this.cancellation = cancellation;
  }

  @Override
  public boolean copied(long bytes, long of) {
    long now = System.nanoTime();
    if (line.isPresent() && now - toldNs > PAUSE_NS) {
      toldNs = now;
      line.get()
          .show(
              String.format(
                  Locale.ROOT, "%5.1f %% of %,d bytes copied", PER_CENT * bytes / of, of));
    }
    return !cancellation.requested();
  }

  @Override
  public void close() {
    line.ifPresent(ProgressLine::clear);
  }
}
