package dev.iotrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.Rwbs.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RwbsTest {
  /// Every value that Linux 5.10, 6.1, 6.12, 6.18 and 7.2 printed under ext4, XFS and btrfs, and
  /// some of `blk_fill_rwbs` (kernel/trace/blktrace.c) that they did not.
  @ParameterizedTest
  @CsvSource({
    "FF,    FLUSH,   true,  false, ''",
    "FWFS,  WRITE,   true,  true,  S",
    "FWFSM, WRITE,   true,  true,  SM",
    "FWS,   WRITE,   true,  false, S",
    "R,     READ,    false, false, ''",
    "RAM,   READ,    false, false, AM",
    "RM,    READ,    false, false, M",
    "W,     WRITE,   false, false, ''",
    "WFS,   WRITE,   false, true,  S",
    "WFSM,  WRITE,   false, true,  SM",
    "WM,    WRITE,   false, false, M",
    "WS,    WRITE,   false, false, S",
    "WSM,   WRITE,   false, false, SM",
    "D,     DISCARD, false, false, ''",
    "DS,    DISCARD, false, false, S",
    "N,     WRITE_ZEROES, false, false, ''",
    "NS,    WRITE_ZEROES, false, false, S",
  })
  void partsAreTold(String raw, Operation operation, boolean preflush, boolean fua, String flags) {
    Rwbs.Flags expected =
        new Rwbs.Flags(flags.contains("A"), flags.contains("S"), flags.contains("M"));
    assertThat(Rwbs.parse(raw)).isEqualTo(new Rwbs(raw, preflush, operation, fua, expected, ""));
  }

  /// The kernel counts them among the written sectors.
  @Test
  void zeroesThatTheDeviceWritesAreAWrite() {
    assertThat(Rwbs.parse("NS").isWrite()).isTrue();
    assertThat(Rwbs.parse("DS").isWrite()).isFalse();
    assertThat(Rwbs.parse("").isWrite()).isFalse();
  }

  @Test
  void unknownLettersAreKept() {
    assertThat(Rwbs.parse("WSUX").unknown()).isEqualTo("UX");
    assertThat(Rwbs.parse("Z").unknown()).isEqualTo("Z");
    assertThat(Rwbs.parse("Z").operation()).isEqualTo(Operation.OTHER);
  }

  @Test
  void garbageIsNoOperation() {
    assertThat(Rwbs.parse("").operation()).isEqualTo(Operation.OTHER);
    assertThat(Rwbs.parse("\u0001\b").operation()).isEqualTo(Operation.OTHER);
    assertThat(Rwbs.parse("\u0001\b").raw()).isEqualTo("\u0001\b");
  }
}
