package dev.iotrace.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.PageRange;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import dev.iotrace.event.SubmitContext;
import dev.iotrace.event.TraceFooter;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.WorkloadEnded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFileTest {
  private static final TraceFooter FOOTER = new TraceFooter("drain", true, 99, false, "");

  @TempDir Path directory = Path.of("");
  private final AnyValue any = new AnyValue(new Random(1));

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
  void everyKindOfEventComesBackEqual(String name) {
    long seed = System.nanoTime();
    AnyValue values = new AnyValue(new Random(seed));
    List<IoEvent> events = new ArrayList<>();
    for (int round = 0; round < 200; round++) {
      AnyValue.kinds().forEach(kind -> events.add((IoEvent) values.record(kind)));
    }
    TraceHeader header = header(values);
    Path file = write(name, header, events);
    try (TraceReader reader = TraceReader.open(file)) {
      List<IoEvent> read = new ArrayList<>();
      reader.forEach(read::add);
      assertThat(read).as("seed %d", seed).isEqualTo(events);
      assertThat(reader.header()).as("seed %d", seed).isEqualTo(header);
      assertThat(reader.footer()).contains(FOOTER);
      assertThat(reader.skipped()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
  void aRunThatNeverBeganLeavesNoFile(String name) {
    Path file = directory.resolve(name);
    TraceWriter.create(file, header(any)).close();
    assertThat(file).doesNotExist();
  }

  @Test
  void anEventIsOneLineOfAscii() throws IOException {
    BioQueued bio =
        new BioQueued(
            5,
            7,
            new DeviceNumber(7, 0),
            new SectorRange(264, 8),
            Rwbs.parse("FWFSM"),
            new SubmitContext(13, 4, 11, true),
            Optional.of(new PageRange(13, 2, 3)),
            List.of("é\n"));
    Path file = write("a.jsonl", header(any), List.of(bio));
    assertThat(Files.readAllLines(file, StandardCharsets.US_ASCII))
        .hasSize(3)
        .contains(
            "{\"event\":\"bio_queued\",\"time_ns\":5,\"thread_id\":7,\"device\":\"7:0\","
                + "\"sectors\":[264,8],\"rwbs\":\"FWFSM\",\"context\":{\"inode\":13,\"since_ns\":4,"
                + "\"transaction\":11,\"fast_commit\":true},"
                + "\"pages\":{\"inode\":13,\"first\":2,\"last\":3},\"stack\":[\"\\u00E9\\n\"]}",
            "{\"footer\":{\"how\":\"drain\",\"settled\":true,\"settled_ns\":99,"
                + "\"interrupted\":false,\"failure\":\"\"}}");
  }

  @Test
  void kindsAndKeysOfNewerVersionsAreSkipped() throws IOException {
    Path file = write("a.jsonl", header(any), List.of(new WorkloadEnded(5)));
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add(1, "{\"event\":\"newer\",\"time_ns\":4,\"x\":{\"y\":[1,{}]}}");
    lines.set(2, "{\"event\":\"workload_ended\",\"newer\":[{}],\"time_ns\":5}");
    Files.write(file, lines);
    try (TraceReader reader = TraceReader.open(file)) {
      List<IoEvent> read = new ArrayList<>();
      reader.forEach(read::add);
      assertThat(read).isEqualTo(List.of(new WorkloadEnded(5)));
      assertThat(reader.skipped()).isEqualTo(1);
      assertThat(reader.footer()).contains(FOOTER);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
  void aTraceCutOffAnywhereGivesWhatIsWhole(String name) throws IOException {
    List<IoEvent> events = List.of(new WorkloadEnded(5), new CallFinished(6, 7, 8, 9));
    byte[] whole = Files.readAllBytes(write(name, header(any), events));
    int cuts = 0;
    for (int length = whole.length - 12; length > whole.length / 2; length--) {
      Path file = Files.write(directory.resolve("cut-" + name), Arrays.copyOf(whole, length));
      Optional<TraceReader> opened = openCut(file);
      if (opened.isPresent()) {
        try (TraceReader reader = opened.get()) {
          List<IoEvent> read = new ArrayList<>();
          reader.forEach(read::add);
          assertThat(read).isEqualTo(events.subList(0, read.size()));
          assertThat(reader.footer()).isEmpty();
          cuts++;
        }
      }
    }
    assertThat(cuts).isPositive();
  }

  @Test
  void aCorruptLineIsNamed() throws IOException {
    Path file = write("a.jsonl", header(any), List.of(new WorkloadEnded(5), new WorkloadEnded(6)));
    for (String corrupt :
        List.of(
            "garbage",
            "[]",
            "{}",
            "{\"time_ns\":5}",
            "{\"event\":7}",
            "{\"event\":\"workload_ended\"}",
            "{\"event\":\"workload_ended\",\"time_ns\":1.5}",
            "{\"event\":\"workload_ended\",\"time_ns\":99999999999999999999}",
            "{\"event\":\"thread_named\",\"time_ns\":1,\"thread_id\":1}")) {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      lines.set(2, corrupt);
      Files.write(file, lines);
      try (TraceReader reader = TraceReader.open(file)) {
        List<IoEvent> read = new ArrayList<>();
        TraceRefused refused = refusal(() -> reader.forEach(read::add));
        assertThat(refused.why()).as(corrupt).isEqualTo("line 3 is corrupt");
        assertThat(read).isEqualTo(List.of(new WorkloadEnded(5)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "PK\u0003\u0004", "{}", "[]", "{\"schema\":\"other/1\"}", "{\"a"})
  void whatIsNoTraceIsRefused(String text) throws IOException {
    for (String name : List.of("a.jsonl", "a.jsonl.gz")) {
      Path file = Files.writeString(directory.resolve(name), text);
      assertThat(refusal(() -> TraceReader.open(file)).why())
          .isEqualTo("it is not an iotrace trace");
    }
  }

  @Test
  void aNewerSchemaIsRefusedByName() throws IOException {
    Path file = directory.resolve("a.jsonl");
    Files.writeString(file, "{\"schema\":\"iotrace-trace/2\"}\n");
    assertThat(refusal(() -> TraceReader.open(file)).why())
        .contains("iotrace-trace/2", "iotrace-trace/1");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThat(refusal(() -> TraceReader.open(directory.resolve("none"))).why()).contains("none");
  }

  @Test
  void anOldFileIsNeverOverwrittenNorALinkFollowed() throws IOException {
    Path file = Files.writeString(directory.resolve("old"), "precious");
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("away"));
    TraceHeader header = header(any);
    assertThat(refusal(() -> TraceWriter.create(file, header)).why()).isEqualTo("the file exists");
    assertThat(refusal(() -> TraceWriter.create(link, header)).why()).isEqualTo("the file exists");
    assertThat(file).hasContent("precious");
    assertThat(directory.resolve("away")).doesNotExist();
  }

  private Path write(String name, TraceHeader header, List<IoEvent> events) {
    Path file = directory.resolve(name);
    try (TraceWriter writer = TraceWriter.create(file, header)) {
      events.forEach(writer::write);
      writer.finish(FOOTER);
    }
    return file;
  }

  private static TraceHeader header(AnyValue values) {
    TraceHeader random = values.record(TraceHeader.class);
    return new TraceHeader(
        TraceHeader.SCHEMA,
        random.tool(),
        random.host(),
        random.command(),
        random.target(),
        random.workload(),
        random.threadId());
  }

  /// Empty when not even the header is whole.
  private static Optional<TraceReader> openCut(Path file) {
    try {
      return Optional.of(TraceReader.open(file));
    } catch (TraceRefused headerIsCut) {
      return Optional.empty();
    }
  }

  private static TraceRefused refusal(Runnable action) {
    TraceRefused refused = catchThrowableOfType(TraceRefused.class, action::run);
    assertThat(refused.exitCode()).isEqualTo(2);
    return refused;
  }
}
