package dev.iotrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Who gets a terminal's Ctrl-C: the processes of its foreground group, credentials(7).
final class Foreground {
  private static final int PROCESS_GROUP = 2;
  private static final int FOREGROUND_GROUP = 5;

  private Foreground() {}

  /// Whether this process, and a command that it started, are in the foreground of a terminal:
  /// fields pgrp and tpgid of proc_pid_stat(5).
  static boolean isOurs() {
    try {
      byte[] stat = Files.readAllBytes(Path.of("/proc/self/stat"));
      String text = new String(stat, StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return fields[PROCESS_GROUP].equals(fields[FOREGROUND_GROUP]);
    } catch (IOException noProc) {
      return false;
    }
  }
}
