package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Programs that write in prime numbers to an ext4 of the test's own while it is watched; the disk
/// counts for itself.
class WatchIT extends ProgramFixture {
  private LoopExt4 target;

  @BeforeEach
  void makeTarget() throws Exception {
    target = LoopExt4.make(directory);
  }

  @AfterEach
  void removeTarget() throws Exception {
    target.close();
  }

  private String at(String name) {
    return target.mountPoint().resolve(name).toString();
  }

  private static String[] dd(String file, int bytes, int count, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("dd", "if=/dev/zero", "of=" + file, "bs=" + bytes, "count=" + count));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void sumsOfAllIntervalsAreThoseOfTheWritersAndOfTheDisk() throws Exception {
    DiskStat before = target.stat();
    try (Watching watching = Watching.begin(iotrace, target.mountPoint())) {
      RealKernel.run(dd(at("synced"), 4099, 7, "conv=fsync"));
      RealKernel.run(dd(at("buffered"), 1 << 20, 3));
      RealKernel.run(dd(at("direct"), 12_288, 5, "oflag=direct"));
      RealKernel.run(dd(at("each"), 509, 11, "oflag=dsync"));
      String sql = "create table t(x); insert into t values (zeroblob(10007));";
      RealKernel.run("sqlite3", at("base"), sql);
      target.sync();
      JsonNode last = watching.settled();
      assertThat(watching.sum("dd", "writes")).isEqualTo(7 + 3 + 5 + 11);
      assertThat(watching.sum("dd", "bytes"))
          .isEqualTo(7 * 4099 + (3 << 20) + 5 * 12_288 + 11 * 509);
      assertThat(watching.sum("dd", "syncs")).isEqualTo(1 + 11);
      assertThat(watching.sum("sync", "syncs")).isEqualTo(1);
      assertThat(watching.ofFile(at("synced"), "data_bytes")).isEqualTo(8 * 4096);
      assertThat(watching.ofFile(at("buffered"), "data_bytes")).isEqualTo(3 << 20);
      assertThat(watching.ofFile(at("direct"), "data_bytes")).isEqualTo(5 * 12_288);
      assertThat(watching.ofFile(at("base"), "bytes")).isGreaterThan(10_007);
      assertThat(watching.sum("sqlite3", "journal_bytes")).isPositive();

      JsonNode books = last.get("books");
      DiskStat grown = target.stat().minus(before);
      assertThat(books.get("difference_bytes").asLong()).isZero();
      assertThat(books.get("difference_flushes").asLong()).isZero();
      assertThat(books.get("counter_bytes").asLong()).isEqualTo(grown.writeBytes());
      assertThat(books.get("counter_flushes").asLong()).isEqualTo(grown.flushes());
      assertThat(books.get("queued_bytes").asLong()).isEqualTo(grown.writeBytes());
      assertThat(watching.sum(it -> it.get("unattributed_bytes").asLong())).isZero();
      assertThat(watching.sum(WatchIT::deviceBytes)).isEqualTo(grown.writeBytes());
      assertThat(watching.sum(it -> it.at("/total/flushes").asLong())).isEqualTo(grown.flushes());
      assertThat(watching.interrupt()).isZero();
    }
    assertThat(iotrace.left()).isEmpty();
  }

  private static long deviceBytes(JsonNode interval) {
    return interval.at("/total/data_bytes").asLong()
        + interval.at("/total/journal_bytes").asLong()
        + interval.at("/total/metadata_bytes").asLong();
  }

  @Test
  void onceIsOneIntervalAlsoByTheDevice() throws Exception {
    Ended ended = iotrace.run("watch", "--once", "--interval", "100ms", target.device());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(ended.stdout()).startsWith(target.mountPoint() + ": ext4 on " + target.disk());
    assertThat(ended.stdout().lines().filter(it -> it.contains("all figures a second"))).hasSize(1);
    assertThat(ended.stdout()).doesNotContain("\u001b");
    assertThat(iotrace.left()).isEmpty();
  }

  @Test
  void whatIsNotExt4IsRefusedWithTheMend() throws Exception {
    Ended ended = iotrace.run("watch", "--once", "/proc");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.stderr()).contains("shows the kernel's state");
    assertThat(iotrace.left()).isEmpty();
  }
}
