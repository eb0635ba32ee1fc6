package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Programs that know nothing of iotrace, on a file system of the test's own. What each must have
/// written is known beforehand, in prime sizes; what reached the disk is counted by the kernel.
abstract class RunPrograms extends RunFixture {
  private static final int PAGE = 4096;

  /// What has no more stands within a tree block of btrfs (`max_inline`, btrfs(5)).
  private static final int MOST_INLINE = 2048;

  private final LoopKind kind;

  RunPrograms(LoopKind kind) {
    this.kind = kind;
  }

  @Override
  Following following() throws Exception {
    return new Following(directory, kind.make(directory));
  }

  @Test
  void ddThatSyncs() throws Exception {
    WriteReport report =
        command.settled(
            "dd", "if=/dev/zero", "of=" + command.at("file"), "bs=4099", "count=7", "conv=fsync");
    assertThat(report.number("/logical/writes")).isEqualTo(7);
    assertThat(report.number("/logical/syncs")).isEqualTo(1);
    assertThat(command.file(report, "file").get("bytes").asLong()).isEqualTo(7 * 4099);
    assertThat(command.file(report, "file").get("syncs").asLong()).isEqualTo(1);
    assertThat(report.deviceBytes("data")).isEqualTo(8 * PAGE);
    assertThat(Following.process(report, "dd").get("device_bytes").asLong())
        .isEqualTo(report.number("/settled/device_bytes"));
    assertThat(report.dataWrites())
        .hasSize(7)
        .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
  }

  @Test
  void ddThatPassesThePageCache() throws Exception {
    WriteReport report =
        command.settled(
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
    WriteReport report = command.settled("cp", source.toString(), command.at("copy"));
    assertThat(command.file(report, "copy").get("bytes").asLong()).isEqualTo(104_729);
    assertThat(report.deviceBytes("data")).isEqualTo(26 * PAGE);
  }

  @Test
  void aHundredAndOneShortChildrenThatAppend() throws Exception {
    String loop =
        "i=0; while [ $i -lt 101 ]; do dd if=/dev/zero bs=7 count=1 conv=notrunc,fsync"
            + " oflag=append of=$0/log 2>/dev/null; i=$((i + 1)); done";
    WriteReport report = command.settled("sh", "-c", loop, command.mountPoint());
    assertThat(report.number("/logical/writes")).isEqualTo(101);
    assertThat(report.number("/logical/bytes")).isEqualTo(101 * 7);
    assertThat(report.number("/logical/syncs")).isEqualTo(101);
    assertThat(report.deviceBytes("data")).isEqualTo(101 * dataBytes(101 * 7));
    assertThat(Following.processes(report).stream().filter(it -> it.get("writes").asLong() == 1))
        .hasSize(101)
        .allSatisfy(it -> assertThat(it.get("comm").asString()).isEqualTo("dd"))
        .allSatisfy(
            it -> assertThat(WriteReport.deviceBytes(it, "data")).isEqualTo(dataBytes(101 * 7)))
        .allSatisfy(it -> assertThat(WriteReport.deviceBytes(it, "journal")).isPositive());
    assertThat(command.file(report, "log").get("bytes").asLong()).isEqualTo(101 * 7);
  }

  /// Its journal goes again before it was ever written back.
  @Test
  void insertsOfSqlite() throws Exception {
    String sql =
        "create table t(x); insert into t values (zeroblob(10007));"
            + " insert into t values (zeroblob(20011));";
    WriteReport report = command.settled("sqlite3", command.at("base"), sql);
    JsonNode base = command.file(report, "base");
    assertThat(base.get("bytes").asLong() % PAGE).isZero();
    assertThat(base.get("bytes").asLong()).isGreaterThan(30_018);
    assertThat(base.get("syncs").asLong()).isGreaterThanOrEqualTo(3);
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
      onDevice += dataBytes(size);
    }
    Path archive = temporary.resolve("tree.tar");
    RealKernel.run("tar", "-cf", archive.toString(), "-C", temporary.toString(), "tree");
    String script = "cd $0 && tar -xf $1 && sync -f . && rm -r tree";
    WriteReport report =
        command.settled("sh", "-c", script, command.mountPoint(), archive.toString());
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
    WriteReport report = command.settled("python3", "-c", program, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(7 * 13 * 1009);
    assertThat(report.number("/logical/syncs")).isEqualTo(7 * 13);
    for (int thread = 0; thread < 7; thread++) {
      JsonNode file = command.file(report, "thread" + thread);
      assertThat(file.get("bytes").asLong()).isEqualTo(13 * 1009);
      assertThat(file.get("syncs").asLong()).isEqualTo(13);
    }
    assertThat(WriteReport.deviceBytes(command.file(report, "mapped"), "data")).isEqualTo(3 * PAGE);
    assertThat(report.json().at("/logical/unmeasured").valueStream().map(JsonNode::asString))
        .containsExactly("mmap");
    assertThat(report.json().at("/settled/amplification_ratio").isNull()).isTrue();
  }

  @Test
  void filesThatAreMadeCutMovedAndRemoved() throws Exception {
    String script =
        "cd $0; mkdir d; printf 12345 >d/gone; rm d/gone; printf 1234567 >a; mv a d/b;"
            + " head -c 20011 /dev/zero >cut; truncate -s 4096 cut";
    WriteReport report = command.settled("sh", "-c", script, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(5 + 7 + 20_011);
    assertThat(report.deviceBytes("data")).isEqualTo(dataBytes(7) + PAGE);
    assertThat(command.file(report, "d/b").get("bytes").asLong()).isEqualTo(7);
    assertThat(command.file(report, "d").get("device_bytes").asLong()).isPositive();
  }

  /// A worker of XFS frees its blocks and its inode, after the process that removed it has ended.
  @Test
  void removalOfAFileThatWasThere() throws Exception {
    Files.write(command.target().mountPoint().resolve("old"), new byte[1 << 20]);
    command.target().sync();
    WriteReport report = command.settled("rm", command.at("old"));
    assertThat(report.number("/logical/bytes")).isZero();
    assertThat(Following.process(report, "rm").get("device_bytes").asLong())
        .isEqualTo(report.number("/settled/device_bytes"));
    if (kind == LoopKind.XFS) {
      assertThat(report.requests("metadata"))
          .anySatisfy(it -> assertThat(it.get("others_threads").asInt()).isZero());
    }
  }

  /// Where the file stands where it stood, its blocks are known from before. A folio holds many of
  /// its pages, and the first to be written is none of its first.
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
    WriteReport report = command.settled("python3", "-c", program, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(51 * 101);
    assertThat(report.deviceBytes("data")).isEqualTo(51 * PAGE);
    assertThat(report.dataWrites())
        .hasSize(51)
        .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
    if (kind != LoopKind.BTRFS) { // there they go to another place, side by side
      assertThat(report.requests("data"))
          .allSatisfy(it -> assertThat(it.get("caused_by").size()).isEqualTo(1));
    }
  }

  @Test
  void neighboursAreNotCharged() throws Exception {
    Path written = command.target().mountPoint().resolve("written");
    String shared = kind == LoopKind.BTRFS ? "metadata" : "journal";
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
      assertThat(report.requests(shared)).anyMatch(it -> it.get("others_threads").asInt() > 0);
    }
  }

  /// What a file of so many bytes takes beside the trees.
  private long dataBytes(long size) {
    return kind == LoopKind.BTRFS && size <= MOST_INLINE ? 0 : Charges.pages(size);
  }
}
