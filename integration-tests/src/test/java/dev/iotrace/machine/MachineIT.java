package dev.iotrace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The main job on stock kernels, on disks that the host does not have. `./check matrix` tries more
/// of both. It takes longer than any other, and one CPU at most: so it begins first, with others
/// beside it.
@Order(1)
class MachineIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path work;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOKWORM", "TRIXIE"})
  @Timeout(value = 45, unit = TimeUnit.MINUTES)
  void stockKernelsCloseTheirBooksOnEveryDisk(Suite suite) throws Exception {
    Plan plan = new Plan(suite, Cell.FEW);
    Outcome outcome = Machine.of(suite).run(plan, work.toRealPath());
    SoftAssertions each = new SoftAssertions();
    for (Cell cell : plan.cells()) {
      for (Experiment experiment : plan.experiments(cell)) {
        each.assertThat(outcome.faults(cell, experiment))
            .as("%s, %s, %s", suite.title(), cell.words(), experiment.word)
            .isEmpty();
      }
    }
    each.assertAll();
    probesAgree(outcome, plan.cells().getFirst());
    flushesAreTheDisksOwn(outcome);
    synchronousWritesFlushWhereNothingElseMakesThemSafe(outcome);
    doctorSaysWhatWasDone(outcome, plan.cells().getFirst());
  }

  /// However the calls are seen, bytes, flushes and causes are the same; the best way is taken
  /// unasked.
  private static void probesAgree(Outcome outcome, Cell cell) throws IOException {
    JsonNode plain = outcome.report(cell, Experiment.FOUR_BYTES);
    assertThat(plain.at("/tool/logical_probe").asString()).isEqualTo("fentry:vfs_write");
    List<Experiment> probes = Experiment.probes(outcome.suite());
    Sums first = Sums.of(outcome.report(cell, probes.getFirst()));
    for (Experiment experiment : probes) {
      JsonNode report = outcome.report(cell, experiment);
      assertThat(report.at("/tool").toString()).contains(experiment.word);
      assertThat(Sums.of(report)).as(experiment.word).isEqualTo(first);
    }
  }

  /// The same 23 writes; the report says why the disks differ.
  private static void flushesAreTheDisksOwn(Outcome outcome) throws IOException {
    long without = flushes(outcome, Cell.Disk.SCSI, "before a commit record and after it");
    long fua = flushes(outcome, Cell.Disk.NVME, "FUA writes through the cache");
    assertThat(fua).isPositive().isLessThan(without);
    assertThat(flushes(outcome, Cell.Disk.THROUGH, "no write cache")).isZero();
  }

  private static long flushes(Outcome outcome, Cell.Disk disk, String why) throws IOException {
    JsonNode report = outcome.report(new Cell(disk, Cell.Layer.WHOLE), Experiment.PRIME);
    assertThat(report.at("/target/device/flushing").toString()).contains(why);
    return report.at("/settled/flushes").asLong();
  }

  /// By the counters alone: a write with `O_DSYNC` is a FUA write where the disk can, else it is
  /// followed by a flush, and by neither where there is no cache.
  private static void synchronousWritesFlushWhereNothingElseMakesThemSafe(Outcome outcome)
      throws IOException {
    assertThat(flushesOfSynchronousWrites(outcome, Cell.Disk.SCSI)).isEqualTo(23);
    assertThat(flushesOfSynchronousWrites(outcome, Cell.Disk.NVME)).isZero();
    assertThat(flushesOfSynchronousWrites(outcome, Cell.Disk.THROUGH)).isZero();
  }

  private static long flushesOfSynchronousWrites(Outcome outcome, Cell.Disk disk)
      throws IOException {
    JsonNode cell = outcome.benchmark(new Cell(disk, Cell.Layer.WHOLE)).at("/cells/0");
    assertThat(cell.at("/mode").asString()).isEqualTo("O_DSYNC+O_DIRECT");
    assertThat(cell.at("/bytes").asLong()).isEqualTo(23 * 4096);
    assertThat(cell.at("/device_bytes").asLong()).isGreaterThanOrEqualTo(23 * 4096);
    return cell.at("/flushes").asLong();
  }

  private static void doctorSaysWhatWasDone(Outcome outcome, Cell cell) throws IOException {
    JsonNode doctor = outcome.doctor();
    assertThat(doctor.get("checks").findValuesAsString("state")).doesNotContain("missing");
    JsonNode tool = outcome.report(cell, Experiment.FOUR_BYTES).get("tool");
    assertThat(doctor.at("/plan/logical_probes/0")).isEqualTo(tool.get("logical_probe"));
    assertThat(doctor.at("/plan/causes_probes/0").asString())
        .startsWith(tool.get("causes_probe").asString());
    assertThat(doctor.at("/plan/backend_version")).isEqualTo(tool.get("backend_version"));
  }

  /// What must not depend on the way in which calls are seen.
  private record Sums(Map<String, Long> bytesByCause, long flushes) {
    static Sums of(JsonNode report) {
      Map<String, Long> bytes = new TreeMap<>();
      for (JsonNode each : report.at("/by_cause")) {
        bytes.merge(each.get("cause").asString(), each.get("device_bytes").asLong(), Long::sum);
      }
      return new Sums(bytes, report.at("/settled/flushes").asLong());
    }
  }
}
