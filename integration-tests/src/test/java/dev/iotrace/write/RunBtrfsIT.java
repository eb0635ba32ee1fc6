package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// Programs that know nothing of iotrace, on a btrfs of the test's own with its trees kept twice.
/// What has no more than 2,048 bytes stands within a tree block (`max_inline`, btrfs(5)).
@Execution(ExecutionMode.CONCURRENT)
class RunBtrfsIT {
  private static final int PAGE = 4096;
  private static final int MOST_INLINE = 2048;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  private Following command;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @BeforeEach
  void makeTarget() throws Exception {
    Path directory = temporary.toRealPath();
    command = new Following(directory, LoopBtrfs.make(directory, "dup"));
  }

  @AfterEach
  void removeTarget() throws Exception {
    command.close();
  }

  @Test
  void ddThatSyncs() throws Exception {
    WriteReport report =
        settled(
            "dd", "if=/dev/zero", "of=" + command.at("file"), "bs=4099", "count=7", "conv=fsync");
    assertThat(report.number("/logical/writes")).isEqualTo(7);
    assertThat(report.number("/logical/syncs")).isEqualTo(1);
    assertThat(command.file(report, "file").get("bytes").asLong()).isEqualTo(7 * 4099);
    assertThat(report.deviceBytes("data")).isEqualTo(8 * PAGE);
    assertThat(Following.process(report, "dd").get("device_bytes").asLong())
        .isEqualTo(report.number("/settled/device_bytes"));
    assertThat(report.writes().stream().filter(RunBtrfsIT::isCall))
        .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
  }

  @Test
  void ddThatPassesThePageCache() throws Exception {
    WriteReport report =
        settled(
            "dd",
            "if=/dev/zero",
            "of=" + command.at("file"),
            "bs=12288",
            "count=5",
            "oflag=direct");
    assertThat(command.file(report, "file").get("bytes").asLong()).isEqualTo(5 * 12288);
    assertThat(report.deviceBytes("data")).isEqualTo(5 * 12288);
    assertThat(report.requests("data"))
        .allSatisfy(it -> assertThat(it.get("path").asString()).isEqualTo("direct"));
  }

  @Test
  void copyOfAFile() throws Exception {
    Path source = Files.write(temporary.resolve("source"), new byte[104_729]);
    WriteReport report = settled("cp", source.toString(), command.at("copy"));
    assertThat(command.file(report, "copy").get("bytes").asLong()).isEqualTo(104_729);
    assertThat(report.deviceBytes("data")).isEqualTo(26 * PAGE);
  }

  @Test
  void aHundredAndOneShortChildrenThatAppend() throws Exception {
    String loop =
        "i=0; while [ $i -lt 101 ]; do dd if=/dev/zero bs=7 count=1 conv=notrunc,fsync"
            + " oflag=append of=$0/log 2>/dev/null; i=$((i + 1)); done";
    WriteReport report = settled("sh", "-c", loop, command.mountPoint());
    assertThat(report.number("/logical/writes")).isEqualTo(101);
    assertThat(report.number("/logical/bytes")).isEqualTo(101 * 7);
    assertThat(report.number("/logical/syncs")).isEqualTo(101);
    assertThat(report.requests("data")).isEmpty();
    assertThat(Following.processes(report).stream().filter(it -> it.get("writes").asLong() == 1))
        .hasSize(101)
        .allSatisfy(it -> assertThat(it.get("comm").asString()).isEqualTo("dd"))
        .allSatisfy(it -> assertThat(bytes(it, "journal")).isPositive());
    assertThat(command.file(report, "log").get("bytes").asLong()).isEqualTo(101 * 7);
  }

  /// Its journal goes again before it was ever written back.
  @Test
  void insertsOfSqlite() throws Exception {
    String sql =
        "create table t(x); insert into t values (zeroblob(10007));"
            + " insert into t values (zeroblob(20011));";
    WriteReport report = settled("sqlite3", command.at("base"), sql);
    assertThat(command.file(report, "base").get("bytes").asLong() % PAGE).isZero();
    assertThat(command.file(report, "base").get("bytes").asLong()).isGreaterThan(30_018);
    assertThat(Following.process(report, "sqlite3").get("syncs").asLong())
        .isEqualTo(report.number("/logical/syncs"));
  }

  @Test
  void archiveOfManySmallFilesThatIsRemovedAgain() throws Exception {
    Path tree = Files.createDirectory(temporary.resolve("tree"));
    long bytes = 0;
    long onDevice = 0;
    for (int file = 1; file <= 307; file++) {
      int size = 41 * file;
      Files.write(tree.resolve("file" + file), new byte[size]);
      bytes += size;
      onDevice += size <= MOST_INLINE ? 0 : (size + PAGE - 1) / PAGE * PAGE;
    }
    Path archive = temporary.resolve("tree.tar");
    RealKernel.run("tar", "-cf", archive.toString(), "-C", temporary.toString(), "tree");
    String script = "cd $0 && tar -xf $1 && sync -f . && rm -r tree";
    WriteReport report = settled("sh", "-c", script, command.mountPoint(), archive.toString());
    assertThat(report.number("/logical/bytes")).isEqualTo(bytes);
    assertThat(report.deviceBytes("data")).isEqualTo(onDevice);
    assertThat(Following.process(report, "rm").get("device_bytes").asLong()).isPositive();
  }

  @Test
  void severalThreadsInCallsAtOnceAndStoresIntoAMapping() throws Exception {
    String program =
        """
        import mmap, os, sys, threading
        def work(n):
            f = os.open(f'{sys.argv[1]}/thread{n}', os.O_CREAT | os.O_WRONLY, 0o644)
            for i in range(13):
                os.write(f, bytes(1009))
                os.fsync(f)
        threads = [threading.Thread(target=work, args=(n,)) for n in range(7)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        f = os.open(f'{sys.argv[1]}/mapped', os.O_CREAT | os.O_RDWR, 0o644)
        os.ftruncate(f, 3 * 4096)
        m = mmap.mmap(f, 3 * 4096)
        for page in range(3):
            m[page * 4096] = 1
        """;
    WriteReport report = settled("python3", "-c", program, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(7 * 13 * 1009);
    assertThat(report.number("/logical/syncs")).isEqualTo(7 * 13);
    for (int thread = 0; thread < 7; thread++) {
      JsonNode file = command.file(report, "thread" + thread);
      assertThat(file.get("bytes").asLong()).isEqualTo(13 * 1009);
      assertThat(file.get("syncs").asLong()).isEqualTo(13);
    }
    assertThat(bytes(command.file(report, "mapped"), "data")).isEqualTo(3 * PAGE);
    assertThat(report.json().at("/logical/unmeasured").valueStream().map(JsonNode::asString))
        .containsExactly("mmap");
    assertThat(report.json().at("/settled/amplification_ratio").isNull()).isTrue();
  }

  @Test
  void filesThatAreMadeCutMovedAndRemoved() throws Exception {
    String script =
        "cd $0; mkdir d; printf 12345 >d/gone; rm d/gone; printf 1234567 >a; mv a d/b;"
            + " head -c 20011 /dev/zero >cut; truncate -s 4096 cut";
    WriteReport report = settled("sh", "-c", script, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(5 + 7 + 20_011);
    assertThat(report.deviceBytes("data")).isEqualTo(PAGE);
    assertThat(command.file(report, "d/b").get("bytes").asLong()).isEqualTo(7);
    assertThat(command.file(report, "d").get("device_bytes").asLong()).isPositive();
  }

  @Test
  void removalOfAFileThatWasThere() throws Exception {
    Files.write(command.target().mountPoint().resolve("old"), new byte[1 << 20]);
    command.target().sync();
    WriteReport report = settled("rm", command.at("old"));
    assertThat(report.number("/logical/bytes")).isZero();
    assertThat(Following.process(report, "rm").get("device_bytes").asLong())
        .isEqualTo(report.number("/settled/device_bytes"));
  }

  /// What is overwritten goes to another place.
  @Test
  void overwritesOfAFileThatWasThere() throws Exception {
    Files.write(command.target().mountPoint().resolve("old"), new byte[1 << 20]);
    command.target().sync();
    String program =
        """
        import os, sys
        f = os.open(sys.argv[1] + '/old', os.O_WRONLY)
        for i in range(3, 256, 5):
            os.pwrite(f, bytes(101), i * 4096 + 7)
        os.fsync(f)
        """;
    WriteReport report = settled("python3", "-c", program, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(51 * 101);
    assertThat(report.deviceBytes("data")).isEqualTo(51 * PAGE);
    assertThat(report.writes())
        .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
  }

  @Test
  void neighboursAreNotCharged() throws Exception {
    Path written = command.target().mountPoint().resolve("written");
    try (Neighbour _ = Neighbour.start("write", written, "writer")) {
      String loop =
          "i=0; while [ $i -lt 11 ]; do dd if=/dev/zero of=$0/ours$i bs=4096 count=3 conv=fsync"
              + " 2>/dev/null; i=$((i + 1)); done";
      WriteReport report = command.run("sh", "-c", loop, command.mountPoint());
      assertThat(report.number("/logical/bytes")).isEqualTo(11 * 3 * PAGE);
      assertThat(report.deviceBytes("data")).isEqualTo(11 * 3 * PAGE);
      assertThat(report.number("/unrelated/device_bytes")).isPositive();
      assertThat(Following.files(report))
          .noneMatch(it -> it.get("path").asString().endsWith("/written"));
      assertThat(report.requests("metadata")).anyMatch(it -> it.get("others_threads").asInt() > 0);
    }
  }

  private WriteReport settled(String... words) throws Exception {
    WriteReport report = command.run(words);
    assertThat(report.json().at("/settled/complete").asBoolean()).isTrue();
    return report;
  }

  private static boolean isCall(JsonNode write) {
    return !write.get("syscall").asString().equals("other");
  }

  private static long bytes(JsonNode part, String cause) {
    return part.get("by_cause")
        .valueStream()
        .filter(it -> it.get("cause").asString().equals(cause))
        .mapToLong(it -> it.get("device_bytes").asLong())
        .sum();
  }
}
