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

/// Programs that know nothing of iotrace, on an ext4 of the test's own. What each must have written
/// is known beforehand, in prime sizes; what reached the disk is counted by the kernel.
@Execution(ExecutionMode.CONCURRENT)
class RunIT {
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
  void ddThatSyncs() throws Exception {
    WriteReport report =
        command.run(
            "dd", "if=/dev/zero", "of=" + command.at("file"), "bs=4099", "count=7", "conv=fsync");
    assertThat(report.number("/logical/writes")).isEqualTo(7);
    assertThat(report.number("/logical/syncs")).isEqualTo(1);
    assertThat(command.file(report, "file").get("bytes").asLong()).isEqualTo(7 * 4099);
    assertThat(command.file(report, "file").get("syncs").asLong()).isEqualTo(1);
    assertThat(report.deviceBytes("data")).isEqualTo(8 * 4096);
    assertThat(Following.process(report, "dd").get("device_bytes").asLong())
        .isEqualTo(report.number("/settled/device_bytes"));
    assertThat(report.writes().stream().filter(RunIT::isCall))
        .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
  }

  @Test
  void ddThatPassesThePageCache() throws Exception {
    WriteReport report =
        command.run(
            "dd",
            "if=/dev/zero",
            "of=" + command.at("file"),
            "bs=12288",
            "count=5",
            "oflag=direct");
    assertThat(command.file(report, "file").get("bytes").asLong()).isEqualTo(5 * 12288);
    assertThat(report.deviceBytes("data")).isEqualTo(5 * 12288);
    assertThat(report.requests("data"))
        .hasSize(5)
        .allSatisfy(it -> assertThat(it.get("path").asString()).isEqualTo("direct"));
  }

  @Test
  void copyOfAFile() throws Exception {
    Path source = Files.write(temporary.resolve("source"), new byte[104_729]);
    WriteReport report = command.run("cp", source.toString(), command.at("copy"));
    assertThat(command.file(report, "copy").get("bytes").asLong()).isEqualTo(104_729);
    assertThat(report.deviceBytes("data")).isEqualTo(26 * 4096);
  }

  @Test
  void aHundredAndOneShortChildren() throws Exception {
    String loop =
        "i=0; while [ $i -lt 101 ]; do dd if=/dev/zero of=$0/child$i bs=1 count=1 conv=fsync"
            + " 2>/dev/null; i=$((i + 1)); done";
    WriteReport report = command.run("sh", "-c", loop, command.mountPoint());
    assertThat(report.number("/logical/writes")).isEqualTo(101);
    assertThat(report.number("/logical/bytes")).isEqualTo(101);
    assertThat(report.number("/logical/syncs")).isEqualTo(101);
    assertThat(report.deviceBytes("data")).isEqualTo(101 * 4096);
    assertThat(Following.processes(report).stream().filter(it -> it.get("writes").asLong() == 1))
        .hasSize(101)
        .allSatisfy(it -> assertThat(it.get("comm").asString()).isEqualTo("dd"));
    for (int child = 0; child < 101; child++) {
      assertThat(command.file(report, "child" + child).get("bytes").asLong()).isEqualTo(1);
    }
  }

  /// Its journal goes again before it was ever written back.
  @Test
  void oneInsertOfSqlite() throws Exception {
    String sql = "create table t(x); insert into t values (zeroblob(10007));";
    WriteReport report = command.run("sqlite3", command.at("base"), sql);
    assertThat(command.file(report, "base").get("bytes").asLong() % 4096).isZero();
    assertThat(command.file(report, "base").get("bytes").asLong()).isGreaterThan(10_007);
    assertThat(command.file(report, "base").get("syncs").asLong()).isGreaterThanOrEqualTo(2);
    assertThat(Following.process(report, "sqlite3").get("syncs").asLong())
        .isEqualTo(report.number("/logical/syncs"));
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
    WriteReport report = command.run("python3", "-c", program, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(7 * 13 * 1009);
    assertThat(report.number("/logical/syncs")).isEqualTo(7 * 13);
    for (int thread = 0; thread < 7; thread++) {
      assertThat(command.file(report, "thread" + thread).get("bytes").asLong())
          .isEqualTo(13 * 1009);
      assertThat(command.file(report, "thread" + thread).get("syncs").asLong()).isEqualTo(13);
    }
    assertThat(dataBytes(command.file(report, "mapped"))).isEqualTo(3 * 4096);
    assertThat(report.json().at("/logical/unmeasured").valueStream().map(JsonNode::asString))
        .containsExactly("mmap");
    assertThat(report.json().at("/settled/amplification_ratio").isNull()).isTrue();
  }

  @Test
  void filesThatAreMadeCutMovedAndRemoved() throws Exception {
    String script =
        "cd $0; mkdir d; printf 12345 >d/gone; rm d/gone; printf 1234567 >a; mv a d/b;"
            + " head -c 20011 /dev/zero >cut; truncate -s 4096 cut";
    WriteReport report = command.run("sh", "-c", script, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(5 + 7 + 20_011);
    assertThat(report.deviceBytes("data")).isEqualTo(2 * 4096);
    assertThat(command.file(report, "d/b").get("bytes").asLong()).isEqualTo(7);
    assertThat(command.file(report, "d").get("device_bytes").asLong()).isPositive();
  }

  /// The file stands where it stood, so its blocks are known from before.
  @Test
  void overwritesOfAFileThatWasThere() throws Exception {
    Files.write(command.target().mountPoint().resolve("old"), new byte[1 << 20]);
    command.target().sync();
    String program =
        """
        import os, sys
        f = os.open(sys.argv[1] + '/old', os.O_WRONLY)
        for i in range(0, 256, 5):
            os.pwrite(f, bytes(101), i * 4096 + 7)
        os.fsync(f)
        """;
    WriteReport report = command.run("python3", "-c", program, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(52 * 101);
    assertThat(report.deviceBytes("data")).isEqualTo(52 * 4096);
    assertThat(report.requests("data"))
        .allSatisfy(it -> assertThat(it.get("caused_by").size()).isEqualTo(1));
  }

  @Test
  void neighboursAreNotCharged() throws Exception {
    Path written = command.target().mountPoint().resolve("written");
    try (Neighbour _ = Neighbour.start("write", written, "writer")) {
      String loop =
          "i=0; while [ $i -lt 11 ]; do dd if=/dev/zero of=$0/ours$i bs=4096 count=3 conv=fsync"
              + " 2>/dev/null; i=$((i + 1)); done";
      WriteReport report = command.run("sh", "-c", loop, command.mountPoint());
      assertThat(report.number("/logical/bytes")).isEqualTo(11 * 3 * 4096);
      assertThat(report.deviceBytes("data")).isEqualTo(11 * 3 * 4096);
      assertThat(report.number("/unrelated/device_bytes")).isPositive();
      assertThat(Following.files(report))
          .noneMatch(it -> it.get("path").asString().endsWith("/written"));
      assertThat(report.requests("journal")).anyMatch(it -> it.get("others_threads").asInt() > 0);
    }
  }

  private static boolean isCall(JsonNode write) {
    return write.get("bytes").asLong() > 0;
  }

  private static long dataBytes(JsonNode part) {
    return part.get("by_cause")
        .valueStream()
        .filter(it -> it.get("cause").asString().equals("data"))
        .mapToLong(it -> it.get("device_bytes").asLong())
        .sum();
  }
}
