package dev.iotrace.cli;

import dev.iotrace.filesystem.Target;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.report.Report;
import java.util.Optional;
import java.util.Set;

/// How much of a command's writing is told: one by one, or in sums that cost next to nothing.
enum Detail {
  /// Each call that writes, and each page that becomes dirty.
  writes,
  /// For each process and file, how many calls wrote how many bytes.
  summary,
  /// [#writes] until there are too many, and from then on [#summary]; where sums are not known,
  /// [#writes] with advice.
  auto;

  /// A write that is told takes some 50 microseconds of a CPU where its three lines are printed, so
  /// that is a tenth of one; less where they are kept in maps.
  private static final int MANY_PER_SECOND = 2_000;

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final Set<String> JOURNALS = Set.of("ordered", "writeback");

  /// Whether calls that write are counted, not told.
  boolean summed() {
    return this == summary;
  }

  /// What it comes to there, as the report says it.
  Detail on(Target target) {
    return this == auto && !knowsSums(target) ? writes : this;
  }

  /// What the user should know about the choice afterwards, if anything.
  Optional<String> advice(Report report) {
    if (this != auto) {
      return Optional.empty();
    }
    Long endedNs = report.atReturn().afterNs();
    long writes = report.logical().writes();
    boolean many =
        endedNs != null
            && report.logical().summedAfterNs() == null
            && writes > MANY_PER_SECOND
            && writes * NANOS_PER_SECOND / Math.max(1, endedNs) > MANY_PER_SECOND;
    if (report.audit().lostEvents() > 0) {
      return Optional.of("events were lost: --detail summary has far fewer of them");
    }
    return many
        ? Optional.of(
            "each of the many writes was told by itself, which slows the command down:"
                + " --detail summary does not")
        : Optional.empty();
  }

  /// The plan to follow a command so. Writes that are no calls are added up in any case.
  ProbePlan of(ProbePlan plan, ProbeHost host, Target target) {
    if (this == summary) {
      return plan.summed(host);
    }
    int mostTold = this == auto ? MANY_PER_SECOND : ProbePlan.ALL_TOLD;
    return knowsSums(target) ? plan.addingUpFrom(mostTold, host) : plan;
  }

  private static boolean knowsSums(Target target) {
    return target.mount().type().equals("ext4")
        && target.support().causes()
        && target.isPlain()
        && JOURNALS.contains(target.journal());
  }

  /// @throws OptionRefused when sums are not known there
  void requireAble(Target target) {
    if (summed() && !knowsSums(target)) {
      throw new OptionRefused(
          "--detail summary does not go with " + target.directory(),
          "so far that takes ext4 with journal ordered or writeback, on one disk",
          "use --detail writes");
    }
  }
}
