package dev.iotrace.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the terminal says of a report in sentences, for other forms that are made for people. Names
/// in them are escaped ([SafeText]), but for those in [#observed].
///
/// @param outcome how the run ended; empty when it went to its end
/// @param headline what it comes to
/// @param ratio the amplification as it may be printed: exact, or a lower bound; null when there is
///   none
/// @param caveats why the figures are not exact; none when they are
/// @param notes what to know beside the figures
/// @param moments when the calls returned, when the bytes were safe, when all had settled
/// @param books whether the sums equal the kernel's
/// @param observed with what, and on what: label to text, names as others chose them
public record Sentences(
    String outcome,
    String headline,
    @Nullable String ratio,
    List<String> caveats,
    List<String> notes,
    List<String> moments,
    List<String> books,
    Map<String, String> observed) {

  private static final int ONE_LINE = Integer.MAX_VALUE;

  /// Of that report.
  public static Sentences of(Report report) {
    List<String> caveats = Caveats.of(report);
    Double ratio = report.settled().amplificationRatio();
    return new Sentences(
        Headline.outcome(report.outcome()),
        Headline.of(report, caveats.isEmpty()),
        ratio == null ? null : Words.ratio(ratio, caveats.isEmpty()),
        caveats,
        stripped(Notes.lines(report, ONE_LINE)),
        stripped(Moments.lines(report, ONE_LINE)),
        stripped(AuditLines.of(report, ONE_LINE)),
        Observed.facts(report));
  }

  /// Without what makes columns of them.
  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(line -> line.strip().replaceAll(" {2,}", " ")).toList();
  }
}
