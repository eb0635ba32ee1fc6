package dev.iotrace.probe;

import java.time.Duration;

/// How long to wait for a probe process.
///
/// @param ready until its first and last probe have fired
/// @param interrupt after SIGINT, for it to print what it still has
/// @param kill after SIGTERM, and again after SIGKILL
public record Deadlines(Duration ready, Duration interrupt, Duration kill) {
  /// Attaching takes up to 18 s under software emulation; ending takes 0.2 s.
  public static final Deadlines DEFAULT =
      new Deadlines(Duration.ofMinutes(3), Duration.ofSeconds(10), Duration.ofSeconds(2));
}
