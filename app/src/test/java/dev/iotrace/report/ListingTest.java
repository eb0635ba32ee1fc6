package dev.iotrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.correlate.Correlator;
import dev.iotrace.correlate.CorrelatorSetting;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.probe.TreeCycle;
import dev.iotrace.trace.TraceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A report lists the first so many requests and writes; its sums are over all.
class ListingTest {
  private static final Path TRACES = Path.of("src/test/resources/traces");
  private static final int FEW = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recorded-6.18-bpftrace-0.17-ext4-summary",
        "recorded-6.18-bpftrace-0.17-xfs-run",
        "recorded-6.18-bpftrace-0.17-ext4-fsync-23",
        "recorded-6.18-bpftrace-0.17-ext4-structures",
        "lost-events"
      })
  void theSumsAreThoseOfAReportThatListsAll(String trace) {
    Report all = report(trace, Integer.MAX_VALUE);
    Report few = report(trace, FEW);
    assertThat(few)
        .usingRecursiveComparison()
        .ignoringFields("requests", "writes", "syncs", "unlisted")
        .isEqualTo(all);
    assertThat(all.unlisted()).isNull();
    assertThat(Moments.lines(few, 80)).isEqualTo(Moments.lines(all, 80));
    assertThat(Moments.durableAfterNs(few)).isEqualTo(Moments.durableAfterNs(all));
    assertThat(Moments.whyNotDurable(few)).isEqualTo(Moments.whyNotDurable(all));
  }

  @Test
  void whatIsNotListedIsCounted() {
    String trace = "recorded-6.18-bpftrace-0.17-ext4-fsync-23";
    Report all = report(trace, Integer.MAX_VALUE);
    Report few = report(trace, FEW);
    assertThat(few.requests()).hasSize(FEW);
    assertThat(few.writes()).hasSizeBetween(1, FEW).isEqualTo(firstOnes(all, few));
    Report.Unlisted more = Objects.requireNonNull(few.unlisted());
    assertThat(more.requests()).isEqualTo(all.requests().size() - FEW);
    assertThat(more.writes()).isEqualTo(23 - few.writes().size());
  }

  /// 8 requests a cycle.
  @Test
  void ofALongRunThatIsSummedNoMoreAreKeptThanAreListed() throws Exception {
    int cycles = 10_000;
    TreeCycle cycle = new TreeCycle();
    try (TraceReader trace = TraceReader.open(file("recorded-6.18-bpftrace-0.17-ext4-summary"))) {
      ReportBuilder builder = new ReportBuilder(trace.header());
      Correlator correlator = new Correlator(TreeCycle.setting(), builder);
      for (int number = 0; number < cycles; number++) {
        cycle.events(number).forEach(correlator::accept);
      }
      correlator.finish();
      Report report =
          builder.build(correlator.audit(), new TraceFooter("none", false, 0, false, ""));
      assertThat(report.requests()).hasSize(Listing.MOST_SUMMED);
      assertThat(report.settled().requests()).isEqualTo(8L * cycles);
      Report.Unlisted more = Objects.requireNonNull(report.unlisted());
      assertThat(more.requests()).isEqualTo(8L * cycles - Listing.MOST_SUMMED);
    }
  }

  /// Those of a report that lists all, with the requests that the other lists.
  private static List<WriteEntry> firstOnes(Report all, Report few) {
    List<Long> listed = few.requests().stream().map(RequestEntry::id).toList();
    List<WriteEntry> found = new ArrayList<>();
    for (WriteEntry each : all.writes().subList(0, few.writes().size())) {
      List<Long> requests = each.requests().stream().filter(listed::contains).toList();
      found.add(
          new WriteEntry(
              each.id(),
              each.processId(),
              each.threadId(),
              each.comm(),
              each.syscall(),
              each.calls(),
              each.file(),
              each.inode(),
              each.offset(),
              each.bytes(),
              each.result(),
              each.witnessed(),
              each.startNs(),
              each.latencyNs(),
              each.durableAfterNs(),
              each.deviceBytes(),
              requests));
    }
    return found;
  }

  private static Report report(String name, int most) {
    try (TraceReader trace = TraceReader.open(file(name))) {
      ReportBuilder builder = new ReportBuilder(trace.header(), new Listing(most));
      Correlator correlator = new Correlator(CorrelatorSetting.of(trace.header()), builder);
      trace.forEach(
          event -> {
            builder.accept(event);
            correlator.accept(event);
          });
      correlator.finish();
      builder.kept(correlator.state());
      return builder.build(correlator.audit(), trace.footer().orElseThrow());
    }
  }

  private static Path file(String name) {
    Path packed = TRACES.resolve(name).resolve("trace.jsonl.gz");
    return Files.exists(packed) ? packed : TRACES.resolve(name).resolve("trace.jsonl");
  }
}
