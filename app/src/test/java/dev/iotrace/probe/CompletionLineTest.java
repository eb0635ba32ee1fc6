package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CompletionLineTest {
  private static CompletionLine of(String text) {
    byte[] bytes = ("[1]\n" + text + "\n[2]").getBytes(StandardCharsets.UTF_8);
    CompletionLine line = new CompletionLine();
    line.begin(bytes, 4, bytes.length - 4);
    return line;
  }

  private static Optional<RequestCompleted> completed(String line) {
    return of(line).completed();
  }

  private static OptionalLong markedNs(String line) {
    return of(line).markedNs();
  }

  @Test
  void readsWhatLinux618Prints() {
    assertThat(
            completed(
                "         timeout-10109   [001] ..s1.  4469.321241: block_rq_complete: "
                    + "254,0 WS () 69585352 + 8 be,0,4 [0]"))
        .contains(
            new RequestCompleted(
                4_469_321_241_000L,
                new DeviceNumber(254, 0),
                new SectorRange(69_585_352, 8),
                0,
                Rwbs.parse("WS")));
  }

  @Test
  void readsWhatLinux61Prints() {
    assertThat(
            completed(
                "          <idle>-0       [000] ..s1.    12.000001: block_rq_complete: "
                    + "8,0 WSM () 2048 + 16 [-5]"))
        .contains(
            new RequestCompleted(
                12_000_001_000L,
                new DeviceNumber(8, 0),
                new SectorRange(2048, 16),
                -5,
                Rwbs.parse("WSM")));
  }

  @Test
  void readsAFlush() {
    assertThat(
            completed(
                " ksoftirqd/1-22 [001] ..s1. 7.500000: block_rq_complete: "
                    + "7,0 FF () 18446744073709551615 + 0 none,0,0 [0]"))
        .map(RequestCompleted::sectors)
        .contains(new SectorRange(-1, 0));
  }

  @Test
  void looksPastAHostileName() {
    assertThat(
            completed(
                "[0] .. 1.0: x\"}-7 [000] ..s1. 3.000002: block_rq_complete: "
                    + "7,0 W () 8 + 8 none,0,0 [0]"))
        .map(RequestCompleted::timeNs)
        .contains(3_000_002_000L);
  }

  @Test
  void ignoresOtherLines() {
    assertThat(completed("CPU:1 [LOST 12 EVENTS]")).isEmpty();
    assertThat(completed("")).isEmpty();
    assertThat(completed(": block_rq_complete: ")).isEmpty();
    assertThat(completed("1.000000: block_rq_complete: ")).isEmpty();
    assertThat(completed("1.000000: block_rq_complete: 7,0 WS () 8 + 8 none,0,0 ")).isEmpty();
    assertThat(completed("00000: block_rq_complete: 7,0 W () 8 + 8 [0]")).isEmpty();
    assertThat(markedNs("")).isEmpty();
    assertThat(markedNs(": tracing_mark_write: beat")).isEmpty();
  }

  @Test
  void aMarkIsNoCompletionAndTellsWhenItWasMade() {
    String mark = "            java-20349   [000] ...1. 16807.100208: tracing_mark_write: beat";
    assertThat(completed(mark)).isEmpty();
    assertThat(markedNs(mark)).hasValue(16_807_100_208_000L);
    assertThat(
            markedNs(" x-7 [001] ..s1. 7.500000: block_rq_complete: 7,0 W () 8 + 8 none,0,0 [0]"))
        .isEmpty();
  }
}
