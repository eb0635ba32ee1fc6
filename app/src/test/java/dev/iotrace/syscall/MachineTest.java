package dev.iotrace.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void flagsDifferBetweenMachines() {
    assertThat(OpenFlags.direct(Machine.X86_64)).isEqualTo(0x4000);
    assertThat(OpenFlags.direct(Machine.AARCH64)).isEqualTo(0x10000);
    assertThat(OpenFlags.directory(Machine.X86_64)).isEqualTo(0x10000);
    assertThat(OpenFlags.directory(Machine.AARCH64)).isEqualTo(0x4000);
    assertThat(OpenFlags.noFollow(Machine.X86_64)).isEqualTo(0x20000);
    assertThat(OpenFlags.noFollow(Machine.AARCH64)).isEqualTo(0x8000);
  }

  @Test
  void knowsBothNamesOfX86() {
    assertThat(Machine.of("Linux", "amd64")).isEqualTo(Machine.X86_64);
    assertThat(Machine.of("Linux", "x86_64")).isEqualTo(Machine.X86_64);
    assertThat(Machine.of("Linux", "aarch64")).isEqualTo(Machine.AARCH64);
  }

  @Test
  void refusesAMachineWhoseFlagsWereNotChecked() {
    assertThatThrownBy(() -> Machine.of("Linux", "riscv64"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("riscv64");
    assertThatThrownBy(() -> Machine.of("Mac OS X", "aarch64"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
