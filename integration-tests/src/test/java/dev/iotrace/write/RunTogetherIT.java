package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Two programs on one file system at once, each followed by an iotrace of its own.
class RunTogetherIT extends RootFixture {
  private static final int ROUNDS = 7;

  /// The probes of the two runs read the clock one after the other, on a busy machine with others'
  /// work in between: a change beside the end of a commit may be in it for one and not for the
  /// other. 1,706 bytes were seen, of 570,880.
  private static final long STAMPED_APART = 8192;

  /// Before each sync it waits for the other to have written, so that commits are of both.
  private static final String WRITER =
      """
      import ctypes, os, sys, time
      me, other, pages, directory, meeting, how = sys.argv[1:]
      sync = os.fsync if how == 'fsync' else ctypes.CDLL(None).syncfs
      f = os.open(f'{directory}/{me}', os.O_CREAT | os.O_WRONLY, 0o644)
      for turn in range(%d):
          for page in range(int(pages)):
              os.write(f, bytes(4096))
          open(f'{meeting}/{me}{turn}', 'w').close()
          while not os.path.exists(f'{meeting}/{other}{turn}'):
              time.sleep(0.002)
          sync(f)
      """
          .formatted(ROUNDS);

  private @Nullable Following running;

  @AfterEach
  void removeTarget() throws Exception {
    if (running != null) {
      running.close();
    }
  }

  /// @param how what the writers sync by
  /// @param shared the cause of the requests that both have a part in
  @ParameterizedTest
  @CsvSource({
    "EXT4, fsync, journal",
    "EXT4_WITHOUT_JOURNAL, fsync, metadata",
    "XFS, fsync, journal",
    "BTRFS, fsync, metadata",
    "BTRFS, syncfs, metadata"
  })
  void eachReportChargesItsOwnOnly(LoopKind kind, String how, String shared) throws Exception {
    Following command = new Following(directory, kind.make(directory));
    running = command;
    DiskStat before = command.target().stat();
    Path left = temporary.resolve("left.json");
    Path right = temporary.resolve("right.json");
    Process first = start(command, left, "left", "right", 13, how);
    Process second = start(command, right, "right", "left", 5, how);
    WriteReport ofLeft = ended(first, left);
    WriteReport ofRight = ended(second, right);
    assertThat(command.iotrace().left()).isEmpty();
    long counted = command.target().stat().minus(before).writeBytes();

    assertOwn(command.file(ofLeft, "left"), ofLeft, 13, shared);
    assertOwn(command.file(ofRight, "right"), ofRight, 5, shared);
    assertThat(inodes(ofLeft)).doesNotContain(inode(command.file(ofRight, "right")));
    assertThat(inodes(ofRight)).doesNotContain(inode(command.file(ofLeft, "left")));
    assertThat(ofLeft.number("/settled/device_bytes") + ofRight.number("/settled/device_bytes"))
        .isLessThanOrEqualTo(counted + STAMPED_APART);
  }

  private Process start(
      Following command, Path json, String me, String other, int pages, String how)
      throws Exception {
    return command.start(
        json,
        "python3",
        "-c",
        WRITER,
        me,
        other,
        Integer.toString(pages),
        command.mountPoint(),
        temporary.toString(),
        how);
  }

  private static WriteReport ended(Process process, Path json) throws Exception {
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    return WriteReport.of(Files.readString(json)).assertBooksClosed();
  }

  private static void assertOwn(JsonNode file, WriteReport report, int pages, String cause) {
    int calls = ROUNDS * pages;
    assertThat(report.number("/logical/writes")).isEqualTo(calls);
    assertThat(report.number("/logical/syncs")).isEqualTo(ROUNDS);
    assertThat(file.get("bytes").asLong()).isEqualTo(calls * 4096L);
    assertThat(report.deviceBytes("data")).isEqualTo(calls * 4096L);
    List<JsonNode> shared =
        report.requests(cause).stream().filter(it -> it.get("others_threads").asInt() > 0).toList();
    assertThat(shared)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.get("others_bytes").asLong()).isPositive());
  }

  private static long inode(JsonNode file) {
    return file.get("inode").asLong();
  }

  private static List<Long> inodes(WriteReport report) {
    return Following.files(report).stream().map(RunTogetherIT::inode).toList();
  }
}
