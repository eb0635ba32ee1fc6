package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `iotrace bench matrix` overwrites, and what it refuses to.
class SyncMatrixTargetIT extends ProgramFixture {
  private static final long BLOCK = 4096;

  private static final long BLOCKS = 23;

  private BenchMatrix matrix;

  @BeforeEach
  void matrix() {
    matrix = new BenchMatrix(iotrace);
  }

  @Test
  void nothingBeyondTheBytesAskedForIsTouched() throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "4M")) {
      byte[] mark = "mine".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      Files.write(Path.of(disk.device()), mark);
      matrix.run(
          "--sizes=4k-1m",
          "--bytes=1050000",
          "--cell-time=20ms",
          "--rounds=1",
          "--existing=" + disk.device(),
          "--destroy-data",
          "--yes");
      byte[] now = Files.readAllBytes(Path.of(disk.device()));
      assertThat(now).hasSameSizeAs(mark);
      assertThat(Arrays.mismatch(now, mark)).isZero();
      assertThat(Arrays.equals(now, 1_050_000, now.length, mark, 1_050_000, now.length)).isTrue();
      assertThat(disk.image()).hasSize(mark.length);
    }
  }

  @Test
  void mountedDeviceIsRefused() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      matrix.assertRefused(
          "is mounted at " + target.mountPoint(),
          "--existing=" + target.device(),
          "--destroy-data",
          "--yes");
    }
  }

  @Test
  void deviceThatAnotherProgramClaimsIsRefused() throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M")) {
      try (FileDescriptor held =
          Fcntl.open(Path.of(disk.device()), OpenFlags.O_RDWR | OpenFlags.O_EXCL)) {
        assertThat(held.number()).isPositive();
        matrix.assertRefused("in use", "--existing=" + disk.device(), "--destroy-data", "--yes");
      }
    }
  }

  @Test
  void readOnlyDeviceIsRefused() throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M", "--read-only")) {
      matrix.assertRefused("read-only", "--existing=" + disk.device(), "--destroy-data", "--yes");
    }
  }

  @Test
  void deviceIsRefusedUnlessItsDataAreGivenUp() throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M")) {
      DiskStat before = disk.stat();
      matrix.assertRefused("all on it would be lost", "--existing=" + disk.device());
      Ended ended = matrix.assertRefused("--yes", "--existing=" + disk.device(), "--destroy-data");
      assertThat(ended.stderr()).contains("16,777,216 bytes", "serial");
      assertThat(disk.stat()).isEqualTo(before);
    }
  }

  /// A terminal by script of util-linux.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deviceIsOverwrittenWhenItsNameIsTyped(boolean right) throws Exception {
    try (LoopDisk disk = LoopDisk.make(directory, "16M")) {
      String name = disk.device().substring("/dev/".length());
      String command =
          String.join(
              " ",
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-jar",
              "'" + Program.BUILT.resolve("iotrace.jar") + "'", // a checkout's path may have blanks
              "bench matrix --only=FSYNC --sizes=4k --bytes=64k --rounds=1",
              "--existing=" + disk.device(),
              "--destroy-data");
      DiskStat before = disk.stat();
      Process terminal =
          new ProcessBuilder("script", "-qec", command, "/dev/null")
              .redirectErrorStream(true)
              .start();
      terminal.outputWriter().append(right ? name : "sda").append('\n').flush();
      Ended ended = Ended.of(terminal);
      assertThat(ended.stdout()).contains("16,777,216 bytes", "Type its name, " + name);
      assertThat(ended.exitCode()).as(ended.stdout()).isEqualTo(right ? 0 : 2);
      assertThat(disk.stat().equals(before)).isNotEqualTo(right);
    }
  }

  @Test
  void fileThatIsLockedTooShortOrOfOddBlocksIsRefusedAndKept() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      byte[] content = new byte[(int) (BLOCKS * BLOCK)];
      Path file = Files.write(target.mountPoint().resolve("mine"), content);
      String existing = "--existing=" + file;
      matrix.assertRefused("is not made longer", existing, "--sizes=4k", "--bytes=1m");
      matrix.assertRefused("one block is more than a cell writes", existing);
      matrix.assertRefused("multiples of 512", existing, "--sizes=5000", "--only=FSYNC,O_DIRECT");
      Process holder =
          new ProcessBuilder(
                  "flock", "--no-fork", file.toString(), "sh", "-c", "echo held; exec sleep 600")
              .start();
      try {
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        matrix.assertRefused("another program has locked it", existing, "--sizes=4k");
      } finally {
        holder.destroyForcibly().waitFor();
      }
      assertThat(file).hasBinaryContent(content);
    }
  }
}
