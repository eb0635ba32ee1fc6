package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IoTraceTest {
  @Test
  void versionIsFilledInByTheBuild() {
    assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void versionExitsWithZero() {
    assertThat(IoTrace.run("--version")).isZero();
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(IoTrace.run()).isEqualTo(2);
  }
}
