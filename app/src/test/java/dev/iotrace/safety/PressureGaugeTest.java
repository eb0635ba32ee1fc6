package dev.iotrace.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The texts are those of Linux 6.18.
class PressureGaugeTest {
  @TempDir Path root;
  private Path debugfs = Path.of("");

  @BeforeEach
  void machine() throws Exception {
    debugfs = root.resolve("sys/kernel/debug");
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(
        root.resolve("proc/meminfo"),
        """
        MemAvailable:   23510552 kB
        Dirty:             47456 kB
        Writeback:            12 kB
        WritebackTmp:         99 kB
        """);
  }

  @Test
  void ofTheBackingDeviceWhereTheKernelTellsIt() throws Exception {
    Path stats = Files.createDirectories(debugfs.resolve("bdi/7:1")).resolve("stats");
    Files.writeString(
        stats,
        """
        BdiWriteback:               68 kB
        BdiReclaimable:          36760 kB
        BdiDirtyThresh:        4503872 kB
        BdiDirtied:          600068944 kB
        """);
    PressureGauge gauge = PressureGauge.of(root, debugfs, "7:1");
    assertThat(gauge.scope()).isEqualTo("backing_device");
    assertThat(gauge.read()).isEqualTo(new MemoryPressure(36_760 * 1024, 68 * 1024));
  }

  @Test
  void ofTheMachineElse() {
    PressureGauge gauge = PressureGauge.of(root, debugfs, "7:1");
    assertThat(gauge.scope()).isEqualTo("machine");
    assertThat(gauge.read()).isEqualTo(new MemoryPressure(47_456 * 1024, 12 * 1024));
  }

  @Test
  void textWithoutTheFigureIsNoZero() throws Exception {
    Files.writeString(root.resolve("proc/meminfo"), "MemAvailable: 1 kB\n");
    PressureGauge gauge = PressureGauge.of(root, debugfs, "7:1");
    assertThatThrownBy(gauge::read).isInstanceOf(IllegalArgumentException.class);
  }
}
