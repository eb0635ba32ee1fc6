package dev.iotrace.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotrace.HostState;
import dev.iotrace.RealKernel;
import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.Target;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Removal;
import dev.iotrace.registry.Removal.Outcome;
import dev.iotrace.registry.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScratchIT {
  private static final String HOSTILE = "a b\"c'd\ne\\f\t\uD83D\uDE00";

  @TempDir Path temporary;
  private Path images;
  private Path runs;
  private Registry registry;

  @BeforeAll
  static void needsRoot() throws IOException {
    RealKernel.assumeRoot();
  }

  @BeforeEach
  void openRegistry() throws IOException {
    Path root = temporary.toRealPath();
    images = Files.createDirectory(root.resolve("images"));
    runs = root.resolve("run");
    registry = Registry.open(runs, new SystemRemover());
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(HostState.below(images)).isEmpty();
    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void closedScratchLeavesNothing() throws IOException {
    try (Run run = registry.begin();
        Scratch scratch = Scratch.create(spec(""), run)) {
      Files.writeString(scratch.mountPoint().resolve("f"), "text");
      assertThat(HostState.below(images)).hasSizeGreaterThan(3);
      assertThat(scratch.end()).isEmpty();
      assertThat(HostState.below(images)).isEmpty();
    }
  }

  @Test
  void endOfTheRunRemovesAScratchThatNobodyClosed() {
    Run run = registry.begin();
    Scratch.create(spec(""), run);
    assertThat(run.end()).isEmpty();
  }

  @Test
  void twoScratchesAtOnceDoNotMeet() throws IOException {
    try (Run run = registry.begin();
        Scratch first = Scratch.create(spec(""), run);
        Scratch second = Scratch.create(spec(""), run)) {
      assertThat(first.device()).isNotEqualTo(second.device());
      assertThat(first.end()).isEmpty();
      assertThat(registry.removeStale()).isEmpty();
      Files.createFile(second.mountPoint().resolve("still-there"));
    }
  }

  @Test
  void hostileNameOfTheImagesDirectoryDoesNoHarm() throws IOException {
    Path hostile = Files.createDirectory(images.resolve(HOSTILE));
    ScratchSpec there =
        new ScratchSpec(
            ScratchType.EXT4, 64L << 20, Optional.of(hostile), List.of(), List.of("noatime"));
    try (Run run = registry.begin();
        Scratch scratch = Scratch.create(there, run)) {
      assertThat(Target.resolve(scratch.mountPoint()).mount().point())
          .isEqualTo(scratch.mountPoint());
      Files.createFile(scratch.mountPoint().resolve("f"));
    }
    Files.delete(hostile);
  }

  /// But for reads: who looks for file systems, mkfs.btrfs for one, reads from each block device.
  @Test
  void freshScratchStaysAtRest() throws Exception {
    try (Run run = registry.begin();
        Scratch scratch = Scratch.create(spec(",size=1g"), run)) {
      DeviceCounters fresh = counters(scratch);
      // ext4lazyinit starts within 5 seconds of the mount, jbd2 commits every 5.
      Thread.sleep(7_000);
      DeviceCounters later = counters(scratch);
      assertThat(later.writes()).isEqualTo(fresh.writes());
      assertThat(later.discards()).isEqualTo(fresh.discards());
      assertThat(later.flushed()).isEqualTo(fresh.flushed());
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemovedByTheNext() throws Exception {
    Process killed = holdScratch();
    BufferedReader output = killed.inputReader();
    Path mountPoint = Path.of(output.readLine());
    long child = Long.parseLong(output.readLine());
    assertThat(registry.removeStale()).isEmpty();
    assertThat(mountPoint).isDirectory();

    killed.destroyForcibly().waitFor();
    assertThat(registry.removeStale())
        .extracting(Removal::describe)
        .anyMatch(it -> it.equals("removed process " + child))
        .anyMatch(it -> it.equals("removed mount " + mountPoint))
        .anyMatch(it -> it.startsWith("removed file"));
    assertThat(registry.removeStale()).isEmpty();
  }

  @Test
  void scratchInUseGoesWhenItsLastUserDoes() throws Exception {
    try (Run run = registry.begin()) {
      Scratch scratch = Scratch.create(spec(""), run);
      Path file = Files.createFile(scratch.mountPoint().resolve("f"));
      try (InputStream user = Files.newInputStream(file)) {
        assertThat(scratch.end()).extracting(Removal::outcome).containsOnly(Outcome.DEFERRED);
        assertThat(user.read()).isEqualTo(-1);
      }
      while (!HostState.below(images).isEmpty()) {
        Thread.sleep(10);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mkfs=-O nonsense | 2 | mkfs.ext4 ended with",
        "mkfs=--nonsense | 2 | mkfs.ext4 ended with",
        "size=4k | 3 | mkfs.ext4 ended with",
        "mount=nonsense=1 | 2 | EINVAL",
        "mount=data=nonsense | 2 | EINVAL",
        "size=1048576t | 3 | bytes free"
      })
  void failureOnTheWayIsOneSentenceAndLeavesNothing(String options, int exitCode, String why)
      throws IOException {
    try (Run run = registry.begin()) {
      ScratchRefused refused =
          catchThrowableOfType(
              ScratchRefused.class, () -> Scratch.create(spec("," + options), run));
      assertThat(refused.why()).contains(why).doesNotContain("\n");
      assertThat(refused.mend()).isNotEmpty();
      assertThat(refused.exitCode()).isEqualTo(exitCode);
      assertThat(HostState.below(images)).isEmpty();
    }
  }

  private Process holdScratch() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            HoldScratch.class.getName(),
            runs.toString(),
            "ext4,size=64m,dir=" + images);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private ScratchSpec spec(String options) {
    return ScratchSpec.parse("ext4,size=64m,dir=" + images + options);
  }

  private static DeviceCounters counters(Scratch scratch) {
    return DeviceCounters.read(HostTree.LIVE, scratch.device().getFileName().toString());
  }
}
