package dev.iotrace.saved;

import dev.iotrace.event.Refusal;
import java.nio.file.Path;

/// A file is no report that this version can read.
public final class SavedRefused extends Refusal {
  private static final long serialVersionUID = 1L;
  private static final int USAGE = 2;

  SavedRefused(Path file, String why, String mend) {
    super("cannot read " + file, why, mend);
  }

  @Override
  public int exitCode() {
    return USAGE;
  }
}
