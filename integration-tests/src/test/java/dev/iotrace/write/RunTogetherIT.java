package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// Two programs on one file system at once, each followed by an iotrace of its own.
@Execution(ExecutionMode.CONCURRENT)
class RunTogetherIT {
  private static final int ROUNDS = 7;

  /// Before each sync it waits for the other to have written, so that commits are of both.
  private static final String WRITER =
      """
      import os, sys, time
      me, other, pages, directory, meeting = sys.argv[1:]
      f = os.open(f'{directory}/{me}', os.O_CREAT | os.O_WRONLY, 0o644)
      for turn in range(%d):
          for page in range(int(pages)):
              os.write(f, bytes(4096))
          open(f'{meeting}/{me}{turn}', 'w').close()
          while not os.path.exists(f'{meeting}/{other}{turn}'):
              time.sleep(0.002)
          os.fsync(f)
      """
          .formatted(ROUNDS);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  private Following command;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @BeforeEach
  void makeTarget() throws Exception {
    command = new Following(temporary.toRealPath());
  }

  @AfterEach
  void removeTarget() throws Exception {
    command.close();
  }

  @Test
  void eachReportChargesItsOwnOnly() throws Exception {
    DiskStat before = command.target().stat();
    Path left = temporary.resolve("left.json");
    Path right = temporary.resolve("right.json");
    Process first = start(left, "left", "right", 13);
    Process second = start(right, "right", "left", 5);
    WriteReport ofLeft = ended(first, left);
    WriteReport ofRight = ended(second, right);
    assertThat(command.iotrace().left()).isEmpty();
    long counted = command.target().stat().minus(before).writeBytes();

    assertOwn(ofLeft, "left", 13);
    assertOwn(ofRight, "right", 5);
    assertThat(inodes(ofLeft)).doesNotContain(inode(ofRight, "right"));
    assertThat(inodes(ofRight)).doesNotContain(inode(ofLeft, "left"));
    assertThat(ofLeft.deviceBytes("journal") + ofRight.deviceBytes("journal")).isPositive();
    assertThat(ofLeft.number("/settled/device_bytes") + ofRight.number("/settled/device_bytes"))
        .isLessThanOrEqualTo(counted);
  }

  private Process start(Path json, String me, String other, int pages) throws Exception {
    return command.start(
        json,
        "python3",
        "-c",
        WRITER,
        me,
        other,
        Integer.toString(pages),
        command.mountPoint(),
        temporary.toString());
  }

  private static WriteReport ended(Process process, Path json) throws Exception {
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    return WriteReport.of(Files.readString(json)).assertBooksClosed();
  }

  private void assertOwn(WriteReport report, String name, int pages) {
    int calls = ROUNDS * pages;
    assertThat(report.number("/logical/writes")).isEqualTo(calls);
    assertThat(report.number("/logical/syncs")).isEqualTo(ROUNDS);
    assertThat(command.file(report, name).get("bytes").asLong()).isEqualTo(calls * 4096L);
    assertThat(report.deviceBytes("data")).isEqualTo(calls * 4096L);
    List<JsonNode> shared =
        report.requests("journal").stream()
            .filter(it -> it.get("others_threads").asInt() > 0)
            .toList();
    assertThat(shared)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.get("others_bytes").asLong()).isPositive());
  }

  private long inode(WriteReport report, String name) {
    return command.file(report, name).get("inode").asLong();
  }

  private static List<Long> inodes(WriteReport report) {
    return Following.files(report).stream().map(it -> it.get("inode").asLong()).toList();
  }
}
