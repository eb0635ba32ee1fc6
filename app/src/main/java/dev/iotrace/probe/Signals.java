package dev.iotrace.probe;

import java.io.IOException;

/// Sends the signal that the JDK cannot send.
final class Signals {
  private Signals() {}

  /// SIGINT: bpftrace detaches, prints what it still has, and ends. The shell has `kill` built in,
  /// everywhere. Best effort: stronger signals follow.
  static void interrupt(Process process) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(process.pid()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noShell) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
