package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import perfetto.protos.PerfettoProtos.TrackDescriptor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `iotrace report --perfetto` on every trace under `src/test/resources/traces`, parsed back,
/// against the report that is kept beside the trace, and against the trace itself.
class PerfettoFileTest {
  @TempDir Path directory;

  static List<TraceFolder> folders() {
    return TraceFolder.all();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void bytesOfTheRequestsAreThoseOfTheReport(TraceFolder folder) throws IOException {
    ParsedPerfetto perfetto = of(folder);
    JsonNode report = report(folder);
    List<ParsedPerfetto.Slice> requests = perfetto.slices("request");
    assertThat(requests).hasSize(report.get("requests").size());
    Map<Long, JsonNode> entries =
        report
            .get("requests")
            .valueStream()
            .collect(Collectors.toMap(each -> each.get("id").asLong(), each -> each));
    assertThat(requests)
        .allSatisfy(
            slice -> {
              JsonNode entry = Objects.requireNonNull(entries.get(slice.number("id")));
              assertThat(slice.number("bytes")).isEqualTo(entry.get("bytes").asLong());
              assertThat(slice.number("sector")).isEqualTo(entry.get("sector").asLong());
              assertThat(slice.text("cause")).isEqualTo(entry.get("cause").asString());
              assertThat(slice.endNs() == null).isEqualTo(entry.get("completed_ns").isNull());
            });
    Predicate<ParsedPerfetto.Slice> written = slice -> slice.text("rwbs").contains("W");
    Predicate<ParsedPerfetto.Slice> traced = slice -> slice.text("owner").equals("traced");
    ToLongFunction<ParsedPerfetto.Slice> own =
        slice -> slice.number("bytes") - slice.number("others_bytes");
    assertThat(requests.stream().filter(written.and(traced)).mapToLong(own).sum())
        .isEqualTo(report.at("/settled/device_bytes").asLong());
    ToLongFunction<ParsedPerfetto.Slice> whole = slice -> slice.number("bytes");
    assertThat(requests.stream().filter(written.and(traced.negate())).mapToLong(whole).sum())
        .isEqualTo(report.at("/unattributed/device_bytes").asLong());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyWriteAndEverySyncIsASlice(TraceFolder folder) throws IOException {
    ParsedPerfetto perfetto = of(folder);
    JsonNode report = report(folder);
    List<ParsedPerfetto.Slice> writes =
        Stream.of("write", "operation").flatMap(kind -> perfetto.slices(kind).stream()).toList();
    Map<Long, Long> bytes =
        writes.stream()
            .collect(Collectors.toMap(each -> each.number("id"), each -> each.number("bytes")));
    assertThat(writes).hasSize(report.get("writes").size());
    assertThat(report.get("writes").valueStream())
        .allSatisfy(
            entry ->
                assertThat(bytes.get(entry.get("id").asLong()))
                    .isEqualTo(entry.get("bytes").asLong()));
    List<JsonNode> events = events(folder);
    boolean tree = events.getFirst().at("/workload/tree").asBoolean(false);
    assertThat(perfetto.slices("sync").stream().map(ParsedPerfetto.Slice::beginNs))
        .containsExactlyInAnyOrderElementsOf(
            events.stream()
                .filter(
                    each -> isSync(each, "call_intended") || (tree && isSync(each, "call_entered")))
                .map(each -> each.get("time_ns").asLong())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyCommitOfTheJournalIsASlice(TraceFolder folder) throws IOException {
    List<JsonNode> events = events(folder);
    assertThat(
            of(folder).slices("commit").stream()
                .filter(each -> each.parentName().equals("transaction"))
                .map(ParsedPerfetto.Slice::beginNs))
        .containsExactlyInAnyOrderElementsOf(
            events.stream()
                .filter(each -> each.path("event").asString("").equals("commit_started"))
                .map(each -> each.get("time_ns").asLong())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void timesAreTheKernels(TraceFolder folder) throws IOException {
    Map<Long, Long> issued = new HashMap<>();
    for (JsonNode event : events(folder)) {
      if (event.path("event").asString("").equals("request_issued")) {
        issued.merge(event.get("time_ns").asLong(), 1L, Long::sum);
      }
    }
    assertThat(of(folder).slices("driver").stream().map(ParsedPerfetto.Slice::beginNs))
        .allSatisfy(time -> assertThat(issued).containsKey(time));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyArrowLeadsFromACauseToALaterRequest(TraceFolder folder) throws IOException {
    ParsedPerfetto perfetto = of(folder);
    Map<Long, ParsedPerfetto.Slice> from = perfetto.flows(ParsedPerfetto.Slice::flowsOut);
    Map<Long, ParsedPerfetto.Slice> to = perfetto.flows(ParsedPerfetto.Slice::flowsIn);
    assertThat(from.keySet()).isEqualTo(to.keySet());
    from.forEach(
        (flow, cause) -> {
          ParsedPerfetto.Slice request = Objects.requireNonNull(to.get(flow));
          assertThat(cause.category()).isIn("write", "operation", "commit");
          assertThat(request.category()).isEqualTo("request");
          assertThat(cause.beginNs()).isLessThanOrEqualTo(request.beginNs());
        });
    long causes =
        report(folder)
            .get("requests")
            .valueStream()
            .mapToLong(r -> r.get("caused_by").size())
            .sum();
    long early = perfetto.earlyCauses(report(folder));
    assertThat(from.values().stream().filter(each -> !each.category().equals("commit")).count())
        .isEqualTo(causes - early);
  }

  /// [ParsedPerfetto] refuses an end without a beginning, and what is on no track or on two.
  @ParameterizedTest
  @MethodSource("folders")
  void slicesOfATrackNest(TraceFolder folder) throws IOException {
    assertThat(of(folder).slices())
        .allSatisfy(
            slice -> {
              if (slice.endNs() != null) {
                assertThat(slice.endNs()).isGreaterThanOrEqualTo(slice.beginNs());
              }
              boolean inner = slice.category().matches("driver|commit");
              assertThat(slice.parent() != null).isEqualTo(inner);
            });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void countersAreNeverNegativeAndEndWithWhatIsOpen(TraceFolder folder) throws IOException {
    JsonNode report = report(folder);
    List<JsonNode> open =
        report.get("requests").valueStream().filter(r -> r.get("completed_ns").isNull()).toList();
    Map<String, Long> last = new HashMap<>();
    ParsedPerfetto perfetto = of(folder);
    perfetto
        .counters()
        .forEach(
            (track, values) -> {
              String name = perfetto.track(track).getName();
              assertThat(values).as(name).allSatisfy(value -> assertThat(value).isNotNegative());
              last.merge(name, values.getLast(), Long::sum);
            });
    assertThat(last.getOrDefault("traced requests in flight", 0L)).isEqualTo(open.size());
    assertThat(last.getOrDefault("traced bytes in flight", 0L))
        .isEqualTo(open.stream().mapToLong(each -> each.get("bytes").asLong()).sum());
    assertThat(last.getOrDefault("bytes written and not durable", 0L))
        .isEqualTo(
            report
                .get("writes")
                .valueStream()
                .filter(w -> w.get("durable_after_ns").isNull() && w.get("result").asLong() > 0)
                .mapToLong(w -> w.get("bytes").asLong())
                .sum());
  }

  @Test
  void threadsOfACommandStandBelowTheirProcesses() throws IOException {
    TraceFolder folder = TraceFolder.of("recorded-6.18-bpftrace-0.17-xfs-run");
    ParsedPerfetto perfetto = of(folder);
    List<TrackDescriptor> threads =
        perfetto.tracks().values().stream().filter(TrackDescriptor::hasThread).toList();
    assertThat(threads).isNotEmpty();
    assertThat(threads)
        .allSatisfy(
            each ->
                assertThat(perfetto.track(each.getParentUuid()).getProcess().getPid())
                    .isEqualTo(each.getThread().getPid()));
  }

  @Test
  void namesOfOthersArePlainLetters() throws IOException {
    ParsedPerfetto perfetto = of(TraceFolder.of("hostile-comm"));
    assertThat(perfetto.texts())
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}]"));
  }

  @Test
  void theSameTraceGivesTheSameBytes() throws IOException {
    TraceFolder folder = TraceFolder.of("recorded-6.18-bpftrace-0.17-ext4-fsync-23");
    assertThat(Files.mismatch(made(folder, "first"), made(folder, "second"))).isEqualTo(-1);
  }

  @Test
  void existingFileIsRefusedAndKept() throws IOException {
    Path taken = Files.writeString(directory.resolve("taken"), "mine");
    CommandRun run = run(TraceFolder.of("merge"), taken);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.err()).contains("it exists");
    assertThat(taken).hasContent("mine");
  }

  @Test
  void corruptTraceLeavesNoFile() throws IOException {
    Path trace = directory.resolve("trace.jsonl");
    List<String> lines = Files.readAllLines(TraceFolder.of("merge").trace());
    Files.write(trace, lines.subList(0, 3));
    Files.writeString(trace, "{\"event\":\"bio_queued\"}\n", StandardOpenOption.APPEND);
    Path file = directory.resolve("trace.perfetto");
    CommandRun run = CommandRun.of("report", trace.toString(), "--perfetto", file.toString());
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(file).doesNotExist();
  }

  private ParsedPerfetto of(TraceFolder folder) throws IOException {
    return ParsedPerfetto.of(made(folder, "trace"));
  }

  private Path made(TraceFolder folder, String name) {
    Path file = directory.resolve(name + ".perfetto-trace");
    assertThat(run(folder, file).err()).isEmpty();
    return file;
  }

  private static CommandRun run(TraceFolder folder, Path file) {
    return CommandRun.of(
        "report", folder.trace().toString(), "--quiet", "--perfetto", file.toString());
  }

  private static JsonNode report(TraceFolder folder) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(folder.expected()));
  }

  /// The whole lines of the trace, the header first.
  private static List<JsonNode> events(TraceFolder folder) throws IOException {
    return folder.lines().stream()
        .filter(whole -> whole.endsWith("}"))
        .map(JsonMapper.shared()::readTree)
        .toList();
  }

  private static boolean isSync(JsonNode event, String kind) {
    return event.path("event").asString("").equals(kind)
        && event
            .get("call")
            .asString()
            .matches("fsync|fdatasync|sync_file_range|syncfs|sync|msync");
  }
}
