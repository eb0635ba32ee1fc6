package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.filesystem.DeviceCounters.Flushed;
import dev.iotrace.filesystem.DeviceCounters.Transfers;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCountersTest {
  @Test
  void sectorsBecomeBytes() {
    String stat =
        "   31462     7257  2572122    13779    13037     6096   982432      724        3     9336"
            + "    15719     4428       28   142208     1183     3079       32\n";
    assertThat(DeviceCounters.parse(stat))
        .isEqualTo(
            new DeviceCounters(
                new Transfers(31462, 7257, 2572122L * 512, 13779),
                new Transfers(13037, 6096, 982432L * 512, 724),
                new Transfers(4428, 28, 142208L * 512, 1183),
                new Flushed(3079, 32),
                3,
                9336,
                15719));
  }

  @Test
  void differenceSaysWhatHappenedBetweenAndWhatIsInFlightNow() {
    DeviceCounters before = DeviceCounters.parse("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17");
    DeviceCounters after = DeviceCounters.parse("2 4 6 8 10 12 14 16 1 20 22 24 26 28 30 32 34");
    assertThat(after.minus(before))
        .isEqualTo(
            new DeviceCounters(
                new Transfers(1, 2, 3 * 512, 4),
                new Transfers(5, 6, 7 * 512, 8),
                new Transfers(12, 13, 14 * 512, 15),
                new Flushed(16, 17),
                1,
                10,
                11));
  }

  /// The kernel prints 32 bits of its times; those of two disks may wrap at different moments.
  @Test
  void timesMayWrap() {
    DeviceCounters before =
        DeviceCounters.parse("0 0 0 4294967290 0 0 0 4294967295 0 4294967291 4294967292");
    DeviceCounters after = DeviceCounters.parse("1 0 0 4 1 0 0 0 0 5 6");
    DeviceCounters change = after.minus(before);
    assertThat(change.reads().waitMs()).isEqualTo(10);
    assertThat(change.writes().waitMs()).isEqualTo(1);
    assertThat(change.busyMs()).isEqualTo(10);
    assertThat(change.queuedMs()).isEqualTo(10);
    DeviceCounters other = DeviceCounters.parse("0 0 0 100 0 0 0 100 0 100 100");
    assertThat(after.plus(other).minus(before.plus(other))).isEqualTo(change);
  }

  @Test
  void flushesOfTwoDisksAreKnownWhenBothAre() {
    DeviceCounters known = DeviceCounters.parse("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17");
    DeviceCounters old = DeviceCounters.parse("1 2 3 4 5 6 7 8 9 10 11");
    assertThat(known.plus(known).flushed()).isEqualTo(new Flushed(32, 34));
    assertThat(known.plus(old).flushes()).isEqualTo(-1);
    assertThat(known.minus(old).flushed().known()).isFalse();
  }

  @Test
  void flushesAreUnknownBeforeLinux55() {
    DeviceCounters counters = DeviceCounters.parse("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15");
    assertThat(counters.flushes()).isEqualTo(-1);
    assertThat(counters.discardBytes()).isEqualTo(14 * 512);
    assertThat(DeviceCounters.parse("1 2 3 4 5 6 7 8 9 10 11").discardBytes()).isZero();
  }

  @Test
  void missingDiskIsNamed(@TempDir Path root) {
    assertThatThrownBy(() -> DeviceCounters.read(new HostTree(root), "sdz"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("sdz/stat");
  }
}
