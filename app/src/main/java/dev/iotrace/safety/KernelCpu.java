package dev.iotrace.safety;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds up what kernel threads took of the CPUs, by what they did.
///
/// A worker does now this, now that, and its time is one sum. So what it took between two readings
/// is charged to its name only when it had that name at both, else to [Duty#CHANGED], under both
/// names. That it did the same all the time in between is likely and not known. A thread that began
/// in between is charged all that it has; what one took that ended in between is lost.
final class KernelCpu {
  private static final String THEN = ", then ";

  private final Whose.Names ours;
  private final Map<Charge, Long> charged = new HashMap<>();
  private KernelThreads last;

  private record Charge(String work, Duty duty) {}

  /// @param first the reading from which on is counted
  /// @param ours how threads that serve what is written to are called
  KernelCpu(KernelThreads first, Whose.Names ours) {
    this.last = first;
    this.ours = ours;
  }

  /// Takes a look at the workers.
  void look(Path proc) {
    add(last.again(proc));
  }

  /// Takes a later reading.
  void add(KernelThreads now) {
    for (KernelThread thread : now.threads().values()) {
      KernelThread before = last.same(thread);
      long spent = thread.cpuNs() - (before == null ? 0 : before.cpuNs());
      if (spent > 0) {
        charged.merge(charge(before, thread), spent, Long::sum);
      }
    }
    last = now;
  }

  private static Charge charge(@Nullable KernelThread before, KernelThread now) {
    String work = WorkName.of(now.name());
    String earlier = before == null ? work : WorkName.of(before.name());
    return earlier.equals(work)
        ? new Charge(work, Duty.of(work))
        : new Charge(earlier + THEN + work, Duty.CHANGED);
  }

  /// Whether there are any.
  boolean visible() {
    return last.visible();
  }

  /// So far, the greatest first.
  List<ThreadCpu> threads() {
    return charged.entrySet().stream()
        .map(
            each -> {
              Charge charge = each.getKey();
              Whose whose =
                  charge.duty() == Duty.CHANGED ? Whose.SHARED : Whose.of(charge.work(), ours);
              return new ThreadCpu(charge.work(), charge.duty(), whose, each.getValue());
            })
        .sorted(
            Comparator.comparingLong(ThreadCpu::cpuNs).reversed().thenComparing(ThreadCpu::name))
        .toList();
  }
}
