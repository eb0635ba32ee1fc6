package dev.iotrace.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.filesystem.DeviceCounters;
import org.junit.jupiter.api.Test;

class DeviceRateTest {
  private static final long TWO_SECONDS = 2_000_000_000L;

  /// Worked out by hand after the man page of iostat.
  @Test
  void figuresAreThoseOfIostat() {
    // 10 reads of 4 KiB, 5 ms; 90 writes of 36 KiB, 30 merges, 450 ms; 1 s busy; 3 s queued;
    // 20 flushes of 2 ms.
    DeviceCounters change =
        DeviceCounters.parse("10 0 80 5 90 30 6480 450 7 1000 3000 0 0 0 0 20 40");
    DeviceRate rate = DeviceRate.of(change, TWO_SECONDS, 1);
    assertThat(rate.transfersPerS()).isEqualTo(50);
    assertThat(rate.kibPerTransfer()).isEqualTo((10 * 4 + 90 * 36) / 100.0);
    assertThat(rate.mbPerS()).isEqualTo((10 * 4 + 90 * 36) * 1024 / 2e6);
    assertThat(rate.readAwaitMs()).isEqualTo(0.5);
    assertThat(rate.writeAwaitMs()).isEqualTo(5);
    assertThat(rate.queueLength()).isEqualTo(1.5);
    assertThat(rate.utilPercent()).isEqualTo(50);
    assertThat(rate.writeMergesPerS()).isEqualTo(15);
    assertThat(rate.flushesPerS()).isEqualTo(10);
    assertThat(rate.flushAwaitMs()).isEqualTo(2);
  }

  @Test
  void severalDisksAreBusyOnAverage() {
    DeviceCounters one = DeviceCounters.parse("0 0 0 0 8 0 64 8 0 2000 8 0 0 0 0 0 0");
    DeviceCounters idle = DeviceCounters.parse("0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");
    assertThat(DeviceRate.of(one.plus(idle), TWO_SECONDS, 2).utilPercent()).isEqualTo(50);
  }

  @Test
  void nothingDoneIsZeroAndNotDividedByZero() {
    DeviceCounters nothing = DeviceCounters.parse("0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0");
    assertThat(DeviceRate.of(nothing, 1, 1))
        .isEqualTo(new DeviceRate(0, 0, 0, 0, 0, 0, 0, 0, 0.0, 0.0));
  }

  @Test
  void flushesAreNotZeroWhereNobodyCountsThem() {
    DeviceRate rate = DeviceRate.of(DeviceCounters.parse("0 0 0 0 0 0 0 0 0 0 0"), 1, 1);
    assertThat(rate.flushesPerS()).isNull();
    assertThat(rate.flushAwaitMs()).isNull();
  }

  @Test
  void noTimeHasNoRate() {
    DeviceCounters nothing = DeviceCounters.parse("0 0 0 0 0 0 0 0 0 0 0");
    assertThatThrownBy(() -> DeviceRate.of(nothing, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
