package dev.iotrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.copy.Advice;
import dev.iotrace.copy.CopySpec;
import dev.iotrace.copy.Preallocation;
import dev.iotrace.copy.Strategy;
import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.report.Report;
import dev.iotrace.report.Report.State;
import dev.iotrace.report.Schema;
import dev.iotrace.report.Target;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyBenchTest {
  private static final int BYTES = 300_001;
  private static final List<Strategy> STRATEGIES =
      List.of(Strategy.READ_WRITE_4, Strategy.MMAP, Strategy.SPLICE, Strategy.SENDFILE);

  @TempDir Path directory;
  private Path source;
  private final AtomicLong readings = new AtomicLong();

  @BeforeEach
  void source() throws IOException {
    byte[] content = new byte[BYTES];
    new Random(1).nextBytes(content);
    source = Files.write(directory.resolve("source"), content);
  }

  /// A device that writes two sectors and flushes once between two readings.
  private DeviceCounters counters() {
    long count = readings.getAndIncrement();
    return DeviceCounters.parse(
        "0 0 0 0 " + count + " 0 " + 2 * count + " 0 0 0 0 0 0 0 0 " + count + " 0");
  }

  private CopyBench bench(List<Strategy> strategies, int rounds, long seed) {
    CopySpec template =
        new CopySpec(
            source,
            directory.resolve("target"),
            Strategy.AUTO,
            Advice.NONE,
            Preallocation.NONE,
            false,
            true,
            true,
            false,
            OptionalLong.empty());
    return new CopyBench(
        new CopyBench.Plan(template, strategies, rounds, seed, SourceCache.WARM),
        this::counters,
        () -> false);
  }

  @Test
  void everyStrategyCopiesOnceARoundAndLeavesNoFile() throws IOException {
    CopyBench.Result result = bench(STRATEGIES, 3, 1).run((round, strategy) -> {});
    assertThat(result.outcome()).isEqualTo(new Report.Outcome(State.COMPLETE, ""));
    assertThat(result.cells())
        .extracting(Cell::strategy)
        .containsExactly("read-write-4", "mmap", "splice", "sendfile");
    assertThat(result.cells())
        .allSatisfy(
            cell -> {
              assertThat(cell.rounds()).hasSize(3).allMatch(Throughput::complete);
              assertThat(cell.rounds()).extracting(Throughput::bytes).containsOnly((long) BYTES);
            });
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(source);
    }
  }

  @Test
  void deviceIsReadBeforeTheCopyAfterItAndAfterTheFsync() throws IOException {
    CopyBench.Result result = bench(STRATEGIES, 2, 1).run((round, strategy) -> {});
    assertThat(result.cells())
        .flatExtracting(Cell::rounds)
        .allSatisfy(
            round -> {
              assertThat(round.returnDeviceBytes()).isEqualTo(1024);
              assertThat(round.deviceBytes()).isEqualTo(2048);
              assertThat(round.flushes()).isEqualTo(2);
              assertThat(round.closingSeconds()).isPositive();
            });
    assertThat(readings).hasValue(3L * 2 * STRATEGIES.size());
  }

  @Test
  void orderIsAnotherInEachRoundAndTheSameForTheSameSeed() throws IOException {
    assertThat(orders(1)).isEqualTo(orders(1)).isNotEqualTo(orders(2));
    assertThat(Set.copyOf(orders(1))).hasSizeGreaterThan(1);
    assertThat(orders(1)).allSatisfy(it -> assertThat(it).hasSameElementsAs(STRATEGIES));
  }

  private List<List<Strategy>> orders(long seed) throws IOException {
    List<List<Strategy>> orders = new ArrayList<>();
    bench(STRATEGIES, 4, seed)
        .run(
            (round, strategy) -> {
              if (orders.size() < round) {
                orders.add(new ArrayList<>());
              }
              orders.get(round - 1).add(strategy);
            });
    return orders;
  }

  @Test
  void eachCopyIsOfTheSourceAsItIsWhenTheCopyBegins() throws IOException {
    CopyBench bench = bench(STRATEGIES, 3, 1);
    CopyBench.Result result = bench.run((round, strategy) -> shorten(round));
    assertThat(result.outcome().state()).isEqualTo(State.COMPLETE);
    assertThat(result.cells())
        .flatExtracting(Cell::rounds)
        .extracting(Throughput::bytes)
        .contains((long) BYTES, 100_000L);
  }

  /// Each copy is of the source as it is when it begins.
  private void shorten(int round) {
    try {
      if (round == 2) {
        Files.write(source, new byte[100_000]);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void resultIsWhatTheSchemaSaysAndTablesFitEightyColumns() throws IOException {
    CopyBench.Result run = bench(STRATEGIES, 2, 1).run((round, strategy) -> {});
    BenchResult result =
        new BenchResult(
            BenchResult.SCHEMA,
            "1",
            "copy",
            new Report.Host("6.18", "amd64", 2),
            List.of("bench", "copy", source.toString()),
            new Target(
                directory.toString(),
                new Target.FileSystem("ext4", "", 4096, List.of("rw"), "ordered"),
                new Target.Device(
                    "loop0", "7:0", 512, 512, true, false, List.of(), List.of("loop0"))),
            Map.of("bytes", "300001", "cache", "warm", "cache_found", run.found()),
            run.outcome(),
            run.cells());
    StringWriter json = new StringWriter();
    new BenchJson().write(result, json);
    assertThat(Schema.named("iotrace-bench-1").complaints(json.toString())).isEmpty();
    StringWriter text = new StringWriter();
    new CopyTable(80).write(result, text);
    assertThat(text.toString().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(text.toString()).contains("splice", "mmap", "read-write-4", "sendfile");
    StringWriter csv = new StringWriter();
    new CopyCsv().write(result, csv);
    assertThat(csv.toString().lines()).hasSize(1 + 2 * STRATEGIES.size());
    assertThat(csv.toString().lines())
        .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(15));
  }
}
