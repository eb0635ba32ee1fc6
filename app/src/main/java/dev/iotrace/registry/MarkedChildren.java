package dev.iotrace.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds a run's children by the mark in their environment, noted or not.
final class MarkedChildren {
  private MarkedChildren() {}

  static List<ProcessIdentity> of(String entryName) {
    String mark = Run.MARK + "=" + entryName;
    return ProcessHandle.allProcesses()
        .filter(it -> isMarked(it.pid(), mark))
        .map(it -> ProcessIdentity.of(it.pid()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static boolean isMarked(long pid, String mark) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      String text = new String(environment, StandardCharsets.UTF_8);
      return List.of(text.split("\0")).contains(mark);
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }
}
