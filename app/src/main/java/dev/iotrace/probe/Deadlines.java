package dev.iotrace.probe;

import java.time.Duration;

/// How long to wait for a probe process.
///
/// @param ready until its first and last probe have fired; several times that while it works on it
/// @param interrupt after SIGINT, for it to print what it still has
/// @param kill after SIGTERM, and again after SIGKILL
public record Deadlines(Duration ready, Duration interrupt, Duration kill) {
  /// Attaching takes up to 18 s under software emulation, and more than a minute where the host is
  /// busy besides; ending takes 0.2 s, and more than ten there.
  public static final Deadlines DEFAULT =
      new Deadlines(Duration.ofMinutes(3), Duration.ofMinutes(1), Duration.ofSeconds(2));
}
