package dev.iotrace.cli;

import dev.iotrace.event.IoEvent;
import dev.iotrace.event.ProcessLeft;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.ThreadNamed;
import dev.iotrace.registry.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The processes of a command that may still run: of those that it started, the ones whose end was
/// not seen. Events come on one thread; the question follows when the last has come.
final class Survivors implements Consumer<IoEvent> {
  private final Set<Integer> processes = new TreeSet<>();

  /// @param first the command's own process
  Survivors(int first) {
    processes.add(first);
  }

  @Override
  public synchronized void accept(IoEvent event) {
    if (event instanceof TaskStarted task && !task.thread()) {
      processes.add(task.childId());
    } else if (event instanceof TaskEnded task) {
      processes.remove(task.threadId());
    }
  }

  /// Those that run, and what they are called. The end of one is told a while after it, so the
  /// system is asked.
  synchronized List<IoEvent> at(long timeNs) {
    List<IoEvent> events = new ArrayList<>();
    for (int process : processes) {
      if (ProcessIdentity.of(process).isPresent()) {
        events.add(new ThreadNamed(timeNs, process, comm(process)));
        events.add(new ProcessLeft(timeNs, process));
      }
    }
    return events;
  }

  private static String comm(int process) {
    try {
      byte[] comm = Files.readAllBytes(Path.of("/proc", Integer.toString(process), "comm"));
      return new String(comm, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException ended) {
      return "";
    }
  }
}
