package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// On ext4.
class RunIT extends RunPrograms {
  RunIT() {
    super(LoopKind.EXT4);
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
}
