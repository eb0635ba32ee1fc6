package dev.iotrace.cli;

import dev.iotrace.event.TaskStarted;
import dev.iotrace.registry.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/// A process that runs already and all that descend from it, as `/proc` shows them, but for this
/// one and what it starts.
///
/// Who was seen to descend from it stays one of them, though its parent ends and it gets another.
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final int PARENT_FIELD = 1; // after the comm, proc_pid_stat(5)

  private final int root;
  private final Map<Integer, ProcessIdentity> members = new HashMap<>();

  ProcessTree(ProcessIdentity root) {
    this.root = Math.toIntExact(root.pid());
    members.put(this.root, root);
  }

  /// Looks who is there. The kernel goes through the processes by number, so that none is missed
  /// that lives from the beginning of the look to its end (`proc_pid_readdir`, fs/proc/base.c).
  void look() throws IOException {
    Map<Integer, Integer> parents = new TreeMap<>();
    for (int process : numbers(PROC)) {
      int parent = parent(process);
      if (parent > 0 && process != ProcessHandle.current().pid()) {
        parents.put(process, parent);
      }
    }
    boolean fresh = true;
    while (fresh) {
      fresh = false;
      for (Map.Entry<Integer, Integer> each : parents.entrySet()) {
        fresh |= isMember(each.getValue()) && !isMember(each.getKey()) && join(each.getKey());
      }
    }
  }

  private boolean isMember(int process) {
    ProcessIdentity known = members.get(process);
    return known != null && ProcessIdentity.of(process).filter(known::equals).isPresent();
  }

  private boolean join(int process) {
    ProcessIdentity.of(process).ifPresent(it -> members.put(process, it));
    return members.containsKey(process);
  }

  /// Tells each thread of them to somebody who follows from then on whatever that thread starts.
  /// Looks again until nobody is found who was not told: then nobody can be missing, for who
  /// started later was started by one who is followed.
  ///
  /// @param clock the kernel's time
  /// @param tasks gets each thread but the first, as started when it was told
  /// @return how many threads there are
  int tell(IntConsumer told, LongSupplier clock, Consumer<? super TaskStarted> tasks)
      throws IOException {
    Set<Integer> done = new HashSet<>();
    int before;
    do {
      before = done.size();
      look();
      for (int process : List.copyOf(members.keySet())) {
        for (int thread : threads(process)) {
          if (isMember(process) && done.add(thread)) {
            long timeNs = clock.getAsLong();
            told.accept(thread);
            if (thread != root) {
              tasks.accept(new TaskStarted(timeNs, process, thread, thread != process));
            }
          }
        }
      }
    } while (done.size() > before);
    return done.size();
  }

  /// The process itself first, then its other threads.
  private static List<Integer> threads(int process) throws IOException {
    List<Integer> threads = numbers(PROC.resolve(Integer.toString(process)).resolve("task"));
    threads.sort((a, b) -> Boolean.compare(b == process, a == process));
    return threads;
  }

  private static List<Integer> numbers(Path directory) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    if (Files.exists(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[0-9]*")) {
        entries.forEach(entry -> numbers.add(Integer.valueOf(entry.getFileName().toString())));
      } catch (DirectoryIteratorException | NoSuchFileException gone) {
        return numbers;
      }
    }
    return numbers;
  }

  /// 0 when it is gone.
  private static int parent(int process) {
    try {
      byte[] stat = Files.readAllBytes(PROC.resolve(Integer.toString(process)).resolve("stat"));
      String text = new String(stat, StandardCharsets.ISO_8859_1);
      return Integer.parseInt(text.substring(text.lastIndexOf(')') + 2).split(" ")[PARENT_FIELD]);
    } catch (IOException gone) {
      return 0;
    }
  }
}
