package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Programs that write in prime numbers to a file system of the test's own while it is watched; the
/// disk counts for itself.
class WatchIT extends ProgramFixture {
  private static String at(LoopTarget target, String name) {
    return target.mountPoint().resolve(name).toString();
  }

  private static String[] dd(String file, int bytes, int count, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("dd", "if=/dev/zero", "of=" + file, "bs=" + bytes, "count=" + count));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXT4", "XFS"})
  void sumsOfAllIntervalsAreThoseOfTheWritersAndOfTheDisk(LoopKind kind) throws Exception {
    try (LoopTarget target = kind.make(directory);
        Watching watching = Watching.begin(iotrace, target.mountPoint())) {
      DiskStat before = target.stat();
      RealKernel.run(dd(at(target, "synced"), 4099, 7, "conv=fsync"));
      RealKernel.run(dd(at(target, "buffered"), 1 << 20, 3));
      RealKernel.run(dd(at(target, "direct"), 12_288, 5, "oflag=direct"));
      RealKernel.run(dd(at(target, "each"), 509, 11, "oflag=dsync"));
      // The first write of 4,099 bytes may write 3 blocks of 512, the second ends the program.
      String cut = String.join(" ", dd(at(target, "cut"), 4099, 1));
      RealKernel.run("sh", "-c", "ulimit -f 3; " + cut + " || true");
      String sql = "create table t(x); insert into t values (zeroblob(10007));";
      RealKernel.run("sqlite3", at(target, "base"), sql);
      target.sync();
      JsonNode last = watching.settled();
      assertThat(watching.sum("dd", "writes")).isEqualTo(7 + 3 + 5 + 11 + 1);
      assertThat(watching.sum("dd", "bytes"))
          .isEqualTo(7 * 4099 + (3 << 20) + 5 * 12_288 + 11 * 509 + 3 * 512);
      assertThat(watching.sum("dd", "syncs")).isEqualTo(1 + 11);
      assertThat(watching.sum("sync", "syncs")).isEqualTo(1);
      assertThat(watching.ofFile(at(target, "synced"), "data_bytes")).isEqualTo(8 * 4096);
      assertThat(watching.ofFile(at(target, "buffered"), "data_bytes")).isEqualTo(3 << 20);
      assertThat(watching.ofFile(at(target, "direct"), "data_bytes")).isEqualTo(5 * 12_288);
      assertThat(watching.ofFile(at(target, "base"), "bytes")).isGreaterThan(10_007);
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
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Ended ended = iotrace.run("watch", "--once", "--interval", "100ms", target.device());
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(ended.stdout()).startsWith(target.mountPoint() + ": ext4 on " + target.disk());
      String words = ended.stdout().replaceAll("\\s+", " "); // the title of a long path is wrapped
      assertThat(words).containsOnlyOnce("all figures a second");
      assertThat(ended.stdout()).doesNotContain("\u001b");
    }
    assertThat(iotrace.left()).isEmpty();
  }

  @Test
  void whatHasNoDiskIsRefusedWithTheMend() throws Exception {
    Ended ended = iotrace.run("watch", "--once", "/proc");
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.stderr()).contains("shows the kernel's state");
    assertThat(iotrace.left()).isEmpty();
  }
}
