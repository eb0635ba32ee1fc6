package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Calls that the kernel adds up, against what the programs must have written, and against the same
/// calls told one by one.
class RunSummaryIT extends RunFixture {
  private static final List<String> SUMMARY = List.of("--detail", "summary");

  /// By a thread of fio; the kernel may write back meanwhile.
  @Test
  void aHundredThousandAndThreeCallsAreAllCountedAndCostNoLineEach() throws Exception {
    Path trace = temporary.resolve("trace.jsonl");
    WriteReport report =
        command.run(
            List.of("--detail", "summary", "--trace", trace.toString()),
            "fio",
            "--name=calls",
            "--filename=" + command.at("file"),
            "--rw=randwrite",
            "--bs=4k",
            "--size=16m",
            "--io_size=" + 100_003 * 4096,
            "--norandommap",
            "--ioengine=psync",
            "--thread",
            "--output=/dev/null");
    assertThat(report.number("/logical/writes")).isEqualTo(100_003);
    assertThat(report.number("/logical/bytes")).isEqualTo(100_003 * 4096);
    assertThat(report.text("/workload/options/detail")).isEqualTo("summary");
    assertThat(command.file(report, "file").get("bytes").asLong()).isEqualTo(100_003 * 4096);
    assertThat(report.deviceBytes("data")).isBetween(8L << 20, 100_003L * 4096);
    assertThat(report.writes().stream().mapToLong(RunSummaryIT::calls).sum()).isEqualTo(100_003);
    assertThat(Files.readAllLines(trace)).hasSizeLessThan(100_003);
  }

  @Test
  void insertsOfSqliteAreTheSameUnderBothDetails() throws Exception {
    String sql =
        "create table t(x); insert into t values (zeroblob(10007));"
            + " insert into t values (zeroblob(5003));";
    WriteReport sums = command.run(SUMMARY, "sqlite3", command.at("sums"), sql);
    WriteReport single = command.run("sqlite3", command.at("single"), sql);
    assertThat(sums.number("/logical/writes")).isEqualTo(single.number("/logical/writes"));
    assertThat(sums.number("/logical/bytes")).isEqualTo(single.number("/logical/bytes"));
    assertThat(sums.number("/logical/syncs")).isEqualTo(single.number("/logical/syncs"));
    assertThat(sums.deviceBytes("data")).isEqualTo(single.deviceBytes("data"));
    JsonNode base = command.file(sums, "sums");
    JsonNode sameBase = command.file(single, "single");
    for (String figure : List.of("writes", "bytes", "syncs")) {
      assertThat(base.get(figure)).as(figure).isEqualTo(sameBase.get(figure));
    }
    assertThat(dataBytes(base)).isEqualTo(dataBytes(sameBase));
    assertThat(sums.dataWrites())
        .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
  }

  @Test
  void callsOfSeveralProcessesToOneFileAreToldApart() throws Exception {
    String script =
        "for i in 1 2 3 4 5; do printf 1234567 >>$0/log; head -c 5003 /dev/zero >>$0/log; done;"
            + " sync $0/log";
    WriteReport report = command.run(SUMMARY, "sh", "-c", script, command.mountPoint());
    assertThat(Following.process(report, "sh").get("bytes").asLong()).isEqualTo(5 * 7);
    assertThat(Following.processes(report).stream().filter(it -> it.get("bytes").asLong() == 5003))
        .hasSize(5)
        .allSatisfy(it -> assertThat(it.get("comm").asString()).isEqualTo("head"));
    assertThat(command.file(report, "log").get("bytes").asLong()).isEqualTo(5 * (7 + 5003));
    assertThat(dataBytes(command.file(report, "log"))).isEqualTo(report.deviceBytes("data"));
    assertThat(report.requests("data")).allSatisfy(RunSummaryIT::hasSixCauses);
  }

  @Test
  void callsPastThePageCacheAreToldOneByOneAndStoresAreNotCounted() throws Exception {
    String program =
        """
        import mmap, os, sys
        f = os.open(sys.argv[1] + '/mapped', os.O_CREAT | os.O_RDWR, 0o644)
        os.ftruncate(f, 3 * 4096)
        m = mmap.mmap(f, 3 * 4096)
        for page in range(3):
            m[page * 4096] = 1
        f = os.open(sys.argv[1] + '/direct', os.O_CREAT | os.O_RDWR | os.O_DIRECT, 0o644)
        m = mmap.mmap(-1, 12288)
        for i in range(5):
            os.write(f, m)
        os.preadv(f, [m], 0)
        """;
    WriteReport report = command.run(SUMMARY, "python3", "-c", program, command.mountPoint());
    assertThat(report.number("/logical/writes")).isEqualTo(5);
    assertThat(command.file(report, "direct").get("bytes").asLong()).isEqualTo(5 * 12288);
    assertThat(dataBytes(command.file(report, "direct"))).isEqualTo(5 * 12288);
    assertThat(dataBytes(command.file(report, "mapped"))).isEqualTo(3 * 4096);
    assertThat(report.json().at("/logical/unmeasured").valueStream().map(JsonNode::asString))
        .containsExactly("mmap");
  }

  /// Each makes two lines of its own, one for its bio and one for its request.
  @Test
  void callsPastThePageCacheAreAllToldAtFullSpeed() throws Exception {
    WriteReport report =
        command.run(
            SUMMARY,
            "fio",
            "--name=calls",
            "--filename=" + command.at("file"),
            "--rw=randwrite",
            "--bs=4k",
            "--size=16m",
            "--direct=1",
            "--number_ios=20011",
            "--io_size=1g",
            "--norandommap",
            "--fallocate=none",
            "--ioengine=psync",
            "--output=/dev/null");
    assertThat(report.number("/audit/lost_events")).isZero();
    assertThat(report.number("/logical/writes")).isEqualTo(20_011);
    assertThat(dataBytes(command.file(report, "file"))).isEqualTo(20_011 * 4096);
    assertThat(report.deviceBytes("data")).isEqualTo(20_011 * 4096);
  }

  @Test
  void filesThatAreGoneAndMadeAnewHaveTheirOwnSums() throws Exception {
    String script =
        "cd $0; for i in 1 2 3; do printf 12345 >gone; rm gone; done; printf 1234567 >kept;"
            + " head -c 20011 /dev/zero >cut; truncate -s 4096 cut";
    WriteReport report = command.run(SUMMARY, "sh", "-c", script, command.mountPoint());
    assertThat(report.number("/logical/bytes")).isEqualTo(3 * 5 + 7 + 20_011);
    assertThat(command.file(report, "kept").get("bytes").asLong()).isEqualTo(7);
    assertThat(Following.files(report).stream().filter(it -> it.get("bytes").asLong() == 5))
        .hasSize(3);
    assertThat(report.deviceBytes("data")).isEqualTo(2 * 4096);
  }

  /// Nothing was written back, so the sums are what the kernel's map held at the end.
  @Test
  void callsAreCountedAlsoWhenNothingIsWaitedFor() throws Exception {
    Ended ended =
        command
            .iotrace()
            .run(
                "run",
                "--detail=summary",
                "--settle=none",
                "--json=" + json,
                "--target=" + command.mountPoint(),
                "--",
                "dd",
                "if=/dev/zero",
                "of=" + command.at("file"),
                "bs=4099",
                "count=101");
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    WriteReport report = WriteReport.of(Files.readString(json));
    assertThat(report.number("/logical/writes")).isEqualTo(101);
    assertThat(report.number("/logical/bytes")).isEqualTo(101 * 4099);
  }

  private static void hasSixCauses(JsonNode request) {
    assertThat(request.get("caused_by").size()).isEqualTo(6);
  }

  private static long calls(JsonNode write) {
    return write.path("calls").asLong(0);
  }

  private static long dataBytes(JsonNode part) {
    return WriteReport.deviceBytes(part, "data");
  }
}
