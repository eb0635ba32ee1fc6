package dev.iotrace.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One process, told from every other that had or will have the same id by when it started.
///
/// @param pid process id
/// @param startTicks start time in clock ticks since boot: field 22 of `/proc/PID/stat`,
///   proc_pid_stat(5)
public record ProcessIdentity(long pid, long startTicks) {

  private static final int STATE_FIELD = 3;
  private static final int START_FIELD = 22;

  /// This very process.
  public static ProcessIdentity self() {
    long pid = ProcessHandle.current().pid();
    return of(pid)
        .orElseThrow(() -> new IllegalStateException("/proc/" + pid + "/stat is not readable"));
  }

  /// The process that has this id now; empty when there is none, or when it is dead and only waits
  /// to be reaped.
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      byte[] stat = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
      return parse(pid, new String(stat, StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// Reads a `/proc/PID/stat` line. The command name stands in brackets and may itself hold
  /// brackets and blanks.
  static Optional<ProcessIdentity> parse(long pid, String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    String state = fields[0];
    if (state.equals("Z") || state.equals("X")) {
      return Optional.empty();
    }
    return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_FIELD - STATE_FIELD])));
  }

  /// Whether this process still runs.
  public boolean isAlive() {
    return of(pid).filter(this::equals).isPresent();
  }
}
