package dev.iotrace.correlate;

import dev.iotrace.event.OperationNamed;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.WorkloadEnded;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The threads that are followed: those of a command or of a process that ran already, and of all
/// that it starts.
final class Tasks {
  private final Map<Integer, Task> tasks = new HashMap<>();
  private final Task first;
  private boolean left;

  /// @param first the thread that all descend from
  Tasks(int first) {
    this.first = new Task(first, first);
    tasks.put(first, this.first);
  }

  /// That thread, or the first for one that nobody has told of.
  Task of(int threadId) {
    return tasks.getOrDefault(threadId, first);
  }

  boolean contains(int threadId) {
    return tasks.containsKey(threadId);
  }

  /// One that is told twice, as it was there before the probes, stays in its call.
  void start(TaskStarted event) {
    if (!left) {
      int process = event.thread() ? of(event.threadId()).processId() : event.childId();
      Task made = new Task(event.childId(), process);
      tasks.merge(event.childId(), made, (old, now) -> old.processId() == process ? old : now);
    }
  }

  /// What a thread changes from now on, it changes in that call.
  void named(OperationNamed event) {
    if (tasks.containsKey(event.threadId())) {
      of(event.threadId()).changesIn(event.call());
    }
  }

  /// What it was, null for one that is not followed.
  @Nullable Task end(int threadId) {
    return tasks.remove(threadId);
  }

  Collection<Task> all() {
    return tasks.values();
  }

  int size() {
    return tasks.size();
  }

  /// Whether a call that it begins now is followed.
  boolean mayEnter() {
    return !left;
  }

  /// Whether they go on, and are followed no more.
  boolean haveLeft() {
    return left;
  }

  /// Whether a call that it returns from now was followed.
  boolean mayLeave(int threadId) {
    return !left || tasks.containsKey(threadId);
  }

  /// It has returned from a call.
  void returned(int threadId) {
    if (left) {
      tasks.remove(threadId);
    }
  }

  /// Of those that go on, a call that has begun is still followed to its return.
  void ended(WorkloadEnded event) {
    left = event.goesOn();
    if (left) {
      tasks.values().removeIf(task -> task.active() == null);
    }
  }
}
