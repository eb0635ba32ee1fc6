package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.TaskStarted;
import dev.iotrace.registry.ProcessIdentity;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real processes of `/proc`.
class ProcessTreeTest {
  /// A process, its child and its grandchild.
  private static final String FAMILY =
      "sh -c 'echo $$; sleep 1000 & echo $!; wait' & echo $!; wait";

  private final List<ProcessHandle> begun = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private final List<Integer> told = new ArrayList<>();

  @AfterEach
  void endThem() {
    begun.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void descendantsAreToldWithTheirParentsFirst() throws Exception {
    Process root = start(FAMILY, 3);
    ProcessTree tree = new ProcessTree(identity(root));
    List<TaskStarted> tasks = new ArrayList<>();
    tree.tell(told::add, clock::incrementAndGet, tasks::add);
    List<Integer> processes = begun.stream().map(it -> (int) it.pid()).distinct().toList();
    assertThat(told).containsExactlyInAnyOrderElementsOf(processes);
    assertThat(tasks)
        .extracting(TaskStarted::childId)
        .doesNotContain((int) root.pid())
        .hasSize(processes.size() - 1);
    assertThat(tasks).noneMatch(TaskStarted::thread);
  }

  /// Its parent ends between two looks.
  @Test
  void whoLosesItsParentStaysKnown() throws Exception {
    Process root = start(FAMILY, 3);
    ProcessTree tree = new ProcessTree(identity(root));
    tree.look();
    ProcessHandle parent =
        begun.stream()
            .filter(it -> it.pid() != root.pid())
            .filter(it -> it.children().count() == 1)
            .findFirst()
            .orElseThrow();
    long orphan = parent.children().findFirst().orElseThrow().pid();
    parent.destroyForcibly();
    parent.onExit().join();
    tree.tell(told::add, clock::incrementAndGet, _ -> {});
    assertThat(told).contains((int) orphan).doesNotContain((int) parent.pid());
  }

  @Test
  void threadsAreToldAsThoseOfTheirProcess() throws Exception {
    ProcessTree tree = new ProcessTree(ProcessIdentity.self());
    List<TaskStarted> tasks = new ArrayList<>();
    tree.tell(told::add, clock::incrementAndGet, tasks::add);
    int self = (int) ProcessHandle.current().pid();
    assertThat(told.getFirst()).isEqualTo(self);
    assertThat(tasks).anyMatch(it -> it.thread() && it.threadId() == self);
  }

  /// @param lines how many process ids it tells on stdout
  private Process start(String script, int lines) throws Exception {
    Process root = new ProcessBuilder("sh", "-c", script).start();
    begun.add(root.toHandle());
    BufferedReader reader = root.inputReader();
    for (int line = 0; line < lines; line++) {
      long pid = Long.parseLong(reader.readLine());
      ProcessHandle.of(pid).ifPresent(begun::add);
    }
    return root;
  }

  private static ProcessIdentity identity(Process process) {
    return ProcessIdentity.of(process.pid()).orElseThrow();
  }
}
