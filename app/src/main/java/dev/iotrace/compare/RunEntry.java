package dev.iotrace.compare;

import dev.iotrace.event.TraceHeader;
import dev.iotrace.report.Books;
import dev.iotrace.report.Caveats;
import dev.iotrace.report.Moments;
import dev.iotrace.report.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of one cell.
///
/// @param cell its cell's id
/// @param round from 1; each round runs every cell once
/// @param failure why there are no figures, or why they are not whole; empty when nothing went
///   wrong
/// @param verdict whether its books closed; `unchecked` when it was refused
/// @param settledHow what was waited for: `drain`, `sync` or `none`; empty when it was refused
/// @param settled whether everything was seen to reach its place
/// @param open why its books are not closed, one sentence each
/// @param notDurable why it is not known when all was durable; empty when it is
/// @param figures null when it was refused
public record RunEntry(
    int cell,
    int round,
    Ending ending,
    String failure,
    Books.Verdict verdict,
    String settledHow,
    boolean settled,
    List<String> open,
    String notDurable,
    @Nullable Figures figures) {

  /// Where causes are unknown, durability is, too.
  static final String BLIND = "only the block layer was watched";

  /// How it ended.
  public enum Ending {
    /// At its end.
    COMPLETE,
    /// The user interrupted it.
    INTERRUPTED,
    /// The workload failed.
    FAILED,
    /// It could not begin: the user or the host must change something first.
    REFUSED
  }

  static RunEntry of(int cell, int round, Report report) {
    return new RunEntry(
        cell,
        round,
        switch (report.outcome().state()) {
          case COMPLETE -> Ending.COMPLETE;
          case INTERRUPTED -> Ending.INTERRUPTED;
          case FAILED -> Ending.FAILED;
        },
        report.outcome().failure(),
        report.audit().verdict(),
        report.settled().how(),
        report.settled().complete(),
        Caveats.of(report.audit()),
        notDurable(report),
        Figures.of(report));
  }

  static RunEntry refused(int cell, int round, String why) {
    return new RunEntry(
        cell, round, Ending.REFUSED, why, Books.Verdict.UNCHECKED, "", false, List.of(), "", null);
  }

  private static String notDurable(Report report) {
    boolean blind = report.tool().causesProbe().equals(TraceHeader.Tool.BLOCK_ONLY);
    String why = Moments.whyNotDurable(report);
    return blind && !why.isEmpty() ? BLIND : why;
  }

  /// Nothing was lost, and the sums equal the kernel's.
  boolean closed() {
    return verdict == Books.Verdict.CLOSED;
  }

  /// Closed, and everything that was waited for was seen to settle.
  public boolean sound() {
    return closed() && (settled || settledHow.equals("none"));
  }
}
