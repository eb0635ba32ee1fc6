package dev.iotrace.safety;

import java.util.List;
import java.util.function.Predicate;

/// What the kernel's own threads took of the CPUs while a run lasted: the part of its cost that its
/// own CPU time does not show.
///
/// @param oursNs threads whose names say that they serve this file system or its device
/// @param loopNs threads of a loop device below it, which do what a real disk would do by itself
/// @param sharedNs threads whose names name no device: also what they did for others
/// @param othersNs threads that name another device: in no sum, unless the loop's image lies there
/// @param backgroundNs what shared threads took in a quiet time of the same length, measured before
///   the run: other work on the machine
/// @param threads each name that took [#LEAST_NS] or more, the greatest first
public record Loan(
    long oursNs,
    long loopNs,
    long sharedNs,
    long othersNs,
    long backgroundNs,
    List<ThreadCpu> threads) {
  /// Less is not worth a line.
  static final long LEAST_NS = 100_000;

  /// Adds up.
  ///
  /// @param background what was measured before, as long as it took
  /// @param lastedNs the run
  static Loan of(List<ThreadCpu> run, Background background, long lastedNs) {
    return new Loan(
        sum(run, it -> it.whose() == Whose.OURS && it.duty() != Duty.LOOP),
        sum(run, it -> it.whose() == Whose.OURS && it.duty() == Duty.LOOP),
        sharedNs(run),
        sum(run, it -> it.whose() == Whose.OTHERS),
        background.sharedNs(lastedNs),
        run.stream().filter(it -> it.cpuNs() >= LEAST_NS).toList());
  }

  static long sharedNs(List<ThreadCpu> run) {
    return sum(run, it -> it.whose() == Whose.SHARED);
  }

  private static long sum(List<ThreadCpu> run, Predicate<ThreadCpu> which) {
    return run.stream().filter(which).mapToLong(ThreadCpu::cpuNs).sum();
  }
}
