package dev.iotrace.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.iotrace.event.Syscall;
import dev.iotrace.syscall.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExistingFileTest {
  private static final int BYTES = 20_000;

  @TempDir Path directory;
  private Path file;
  private final byte[] old = new byte[BYTES];

  @BeforeEach
  void writeFile() throws Exception {
    Arrays.fill(old, (byte) 'x');
    file = Files.write(directory.resolve("file"), old);
  }

  @ParameterizedTest
  @MethodSource("dev.iotrace.workload.WorkloadTest#writes")
  void onlyThePlacesOfTheWritesChange(Syscall call) throws Exception {
    Trial trial =
        Trial.of(
            new SpecBuilder().call(call).bytes(1000).count(2).offset(5000).existing(file),
            directory);
    System.arraycopy(Trial.expected(1000, 2000, 0, 1000), 0, old, 5000, 2000);
    assertThat(trial.content()).isEqualTo(old);
    assertThat(file).exists();
  }

  @Test
  void appendingBeginsAtTheEnd() throws Exception {
    Trial trial =
        Trial.of(new SpecBuilder().open(OpenFlag.APPEND).count(2).existing(file), directory);
    assertThat(trial.intended()).extracting("offset").containsExactly(20_000L, 20_004L);
    assertThat(trial.content()).hasSize(20_008).startsWith(old);
  }

  @Test
  void mappingIsRefusedBeyondTheEnd() throws Exception {
    WorkloadSpec spec =
        new SpecBuilder().call(Syscall.MMAP).bytes(BYTES + 1).existing(file).build();
    try (Workload workload = Workload.prepare(spec, directory, 512, Time::monotonicNs)) {
      assertThatExceptionOfType(WorkloadRefused.class)
          .isThrownBy(workload::start)
          .withMessage(
              "--syscall mmap --existing %s: the file ends at byte 20000, the last write at 20001;"
                  + " write within the file",
              file);
    }
  }

  @Test
  void linkIsNotFollowed() throws Exception {
    refused(Files.createSymbolicLink(directory.resolve("link"), file));
    assertThat(Files.readAllBytes(file)).isEqualTo(old);
  }

  @Test
  void devicesAndDirectoriesAreRefused() {
    refused(Path.of("/dev/null"));
    refused(directory);
  }

  @Test
  void fileReplacedAfterTheFirstLookIsNotWritten() throws Exception {
    Path victim = Files.write(directory.resolve("victim"), old);
    WorkloadSpec spec = new SpecBuilder().existing(file).build();
    try (Workload workload = Workload.prepare(spec, directory, 512, Time::monotonicNs)) {
      workload.start();
      Files.move(file, directory.resolve("moved"));
      Files.createSymbolicLink(file, victim);
      assertThat(workload.run(event -> {}).join().complete()).isTrue();
    }
    assertThat(Files.readAllBytes(victim)).isEqualTo(old);
    assertThat(Files.readAllBytes(directory.resolve("moved"))).isNotEqualTo(old);
  }

  private void refused(Path path) {
    WorkloadSpec spec = new SpecBuilder().existing(path).build();
    assertThatExceptionOfType(WorkloadRefused.class)
        .isThrownBy(() -> Workload.prepare(spec, directory, 512, Time::monotonicNs))
        .withMessageContaining("something else than a regular file")
        .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(2));
  }
}
