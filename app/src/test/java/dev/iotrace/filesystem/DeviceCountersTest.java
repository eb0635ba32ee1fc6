package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        .isEqualTo(new DeviceCounters(2572122L * 512, 982432L * 512, 142208L * 512, 3079, 3));
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
