package dev.iotrace.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.HeldInMemory;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `iotrace bench copy` as users start it; the device's own counters tell what went where.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchCopyIT {
  private static final int BYTES = 23_000_001;

  @TempDir static Path temporary;
  private LoopDisk disk;
  private Path source;

  @BeforeAll
  void makeDisk() throws Exception {
    RealKernel.assumeRoot();
    disk = LoopDisk.make(temporary.toRealPath(), "ext4", "300M", "-m", "0");
    source = disk.mountPoint().resolve("source");
    RealKernel.run("sh", "-c", "head -c " + BYTES + " /dev/urandom > " + source);
    RealKernel.run("sync", "--file-system", source.toString());
  }

  @AfterAll
  void removeDisk() {
    if (disk != null) {
      disk.close();
    }
  }

  private JsonNode bench(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("bench", "copy", "" + source, "--json"));
    arguments.addAll(List.of(options));
    Ended ended = CopyProgram.run(arguments.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertOnlyTheSourceIsLeft();
    return new ObjectMapper().readTree(ended.stdout());
  }

  private void assertOnlyTheSourceIsLeft() throws Exception {
    try (Stream<Path> files = Files.list(disk.mountPoint())) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(source);
    }
  }

  @Test
  void deviceReceivesEachCopyAndNothingIsReadThatIsCached() throws Exception {
    JsonNode result;
    try (HeldInMemory _ = HeldInMemory.of(source)) {
      result = bench("--rounds=2");
    }
    assertThat(result.at("/bench").asString()).isEqualTo("copy");
    List<JsonNode> cells = result.at("/cells").valueStream().toList();
    assertThat(cells).hasSize(Strategy.values().length - 1);
    for (JsonNode cell : cells) {
      String strategy = cell.at("/strategy").asString();
      if (strategy.equals("reflink")) {
        assertThat(cell.at("/rounds/0/failure").asString()).contains("cannot share blocks");
        continue;
      }
      assertThat(cell.at("/rounds").size()).as(strategy).isEqualTo(2);
      for (JsonNode round : cell.at("/rounds")) {
        assertThat(round.at("/state").asString()).as(strategy).isEqualTo("complete");
        assertThat(round.at("/bytes").asLong()).isEqualTo(BYTES);
        assertThat(round.at("/device_bytes").asLong()).as(strategy).isGreaterThan(BYTES);
        assertThat(round.at("/closing_seconds").asDouble()).isPositive();
        if (!strategy.equals("direct")) {
          assertThat(round.at("/device_read_bytes").asLong()).as(strategy).isLessThan(BYTES / 10);
        }
      }
    }
    assertThat(result.at("/workload/cache_found").asString())
        .startsWith("before each copy held all");
  }

  @Test
  void directHasReachedTheDeviceBeforeTheFsync() throws Exception {
    JsonNode cell = bench("--rounds=1", "--strategy=direct").at("/cells/0");
    assertThat(cell.at("/mode").asString()).isEqualTo("O_DIRECT");
    assertThat(cell.at("/return_device_bytes").asLong()).isGreaterThan(BYTES - 4096L);
  }

  @Test
  void coldSourceIsReadFromTheDevice() throws Exception {
    JsonNode result = bench("--rounds=2", "--cache=cold", "--strategy=sendfile,mmap,read-write-4");
    assertThat(result.at("/workload/cache_found").asString())
        .startsWith("before each copy held none of");
    for (JsonNode cell : result.at("/cells")) {
      for (JsonNode round : cell.at("/rounds")) {
        assertThat(round.at("/device_read_bytes").asLong()).isGreaterThanOrEqualTo(BYTES);
      }
    }
  }

  @Test
  void fullDiskEndsItWithCodeFiveAndNoFile() throws Exception {
    Path hog = disk.mountPoint().resolve("hog");
    long bytes = Files.getFileStore(disk.mountPoint()).getUsableSpace() - 10_000_000;
    RealKernel.run("fallocate", "--length=" + bytes, hog.toString());
    try {
      Ended ended =
          CopyProgram.run("bench", "copy", "--strategy=splice", "--rounds=1", "" + source);
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(5);
      assertThat(ended.stdout()).contains("FAILED").contains("ENOSPC");
    } finally {
      Files.delete(hog);
    }
    assertOnlyTheSourceIsLeft();
  }

  @Test
  void interruptedItShowsWhatThereIsAndLeavesNoFile() throws Exception {
    Process process =
        CopyProgram.start("bench", "copy", "--rounds=100000", "--strategy=splice", "" + source);
    while (process.isAlive() && onlyTheSource()) {
      Thread.sleep(1);
    }
    RealKernel.run("kill", "-INT", Long.toString(process.pid()));
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(130);
    assertThat(ended.stdout()).contains("INTERRUPTED");
    assertOnlyTheSourceIsLeft();
  }

  private boolean onlyTheSource() throws Exception {
    try (Stream<Path> files = Files.list(disk.mountPoint())) {
      return files.filter(Files::isRegularFile).count() == 1;
    }
  }
}
