package dev.iotrace.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All threads of the kernel's own at one moment.
record KernelThreads(Map<Key, KernelThread> threads) {
  /// What names one thread for as long as the machine runs.
  private record Key(long id, long startTicks) {}

  /// Reads them now.
  ///
  /// @param proc where procfs is mounted
  static KernelThreads read(Path proc) {
    Map<Key, KernelThread> threads = new HashMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        KernelThread.read(process)
            .ifPresent(it -> threads.put(new Key(it.id(), it.startTicks()), it));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + proc, e);
    }
    return new KernelThreads(threads);
  }

  /// Whether any can be seen: from within a PID namespace of its own, none (pid_namespaces(7)).
  boolean visible() {
    return !threads.isEmpty();
  }

  /// The same threads a little later, but only those read anew whose names change, which costs a
  /// quarter: the workers. Who began meanwhile is not among them.
  ///
  /// @param proc where procfs is mounted
  KernelThreads again(Path proc) {
    Map<Key, KernelThread> now = new HashMap<>(threads);
    for (KernelThread thread : threads.values()) {
      if (thread.name().startsWith(WorkName.WORKERS)) {
        KernelThread.read(proc.resolve(Long.toString(thread.id())))
            .ifPresent(it -> now.put(new Key(it.id(), it.startTicks()), it));
      }
    }
    return new KernelThreads(now);
  }

  /// The thread as it is here; null when it had not begun.
  @Nullable KernelThread same(KernelThread other) {
    return threads.get(new Key(other.id(), other.startTicks()));
  }
}
