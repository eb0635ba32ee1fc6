package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.Distribution;
import org.junit.jupiter.api.Test;

class PackagesTest {
  @Test
  void headersAreThoseOfTheRunningKernelWhereTheirNameTellsIt() {
    assertThat(Packages.of(Distribution.DEBIAN, "6.1.0-50-amd64").headers())
        .isEqualTo("linux-headers-6.1.0-50-amd64");
    assertThat(Packages.of(Distribution.FEDORA, "6.11.4-300.fc41.x86_64").headers())
        .isEqualTo("kernel-devel-6.11.4-300.fc41.x86_64");
    assertThat(Packages.of(Distribution.OTHER, "6.1.0").headers())
        .isEqualTo("the kernel's headers");
  }
}
