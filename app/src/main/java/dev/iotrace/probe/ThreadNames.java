package dev.iotrace.probe;

import dev.iotrace.event.ThreadNamed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks up what threads call themselves, each once, while they are alive. For any thread.
final class ThreadNames {
  private static final int MOST_REMEMBERED = 1 << 16;

  /// A worker's own name; the kernel appends what it works at (`wq_worker_comm`,
  /// `kernel/workqueue.c`), which changes from moment to moment.
  private static final Pattern WORKER = Pattern.compile("(kworker/u?\\d+:\\d+[HI]?)[-+].*");

  private final Path proc;
  private final Set<Integer> seen = new HashSet<>();

  /// @param proc where procfs is mounted
  ThreadNames(Path proc) {
    this.proc = proc;
  }

  /// Those of this machine.
  static ThreadNames ofThisHost() {
    return new ThreadNames(Path.of("/proc"));
  }

  /// The name of a thread that has not been looked up before; empty too when it is gone.
  synchronized Optional<ThreadNamed> lookUp(int threadId, long timeNs) {
    if (seen.size() == MOST_REMEMBERED) {
      seen.clear();
    }
    if (!seen.add(threadId)) {
      return Optional.empty();
    }
    try {
      byte[] comm = Files.readAllBytes(proc.resolve(Integer.toString(threadId)).resolve("comm"));
      return Optional.of(new ThreadNamed(timeNs, threadId, name(comm)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static String name(byte[] comm) {
    String text = new String(comm, StandardCharsets.UTF_8);
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    Matcher worker = WORKER.matcher(line);
    return worker.matches() ? worker.group(1) : line;
  }
}
