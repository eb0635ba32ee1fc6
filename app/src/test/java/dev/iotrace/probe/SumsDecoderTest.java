package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.SumsRead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lines of bpftrace 0.17 on Linux 6.18.
class SumsDecoderTest {
  private final Decoding others = new Decoding();
  private final List<SumsRead> rounds = new ArrayList<>();
  private final SumsDecoder decoder = new SumsDecoder(others.decoder, rounds::add);

  private void line(String line) {
    byte[] bytes = ("xx" + line + "y").getBytes(StandardCharsets.UTF_8);
    decoder.line(bytes, 2, bytes.length - 1);
  }

  @Test
  void mapsOfARoundComeTogetherWhicheverHalfTheyWereIn() {
    line("{\"type\": \"map\", \"data\": {\"@syncs_a\": {\"380,12\": 1}}}");
    line("{\"type\": \"map\", \"data\": {\"@issues_b\": {\"FF\": 1099511627776}}}");
    assertThat(rounds).isEmpty();
    line("{\"type\": \"map\", \"data\": {\"@round\": 71770669982339}}");
    line("{\"type\": \"map\", \"data\": {\"@round\": 71771669983230}}");
    assertThat(rounds)
        .containsExactly(
            new SumsRead(
                71_770_669_982_339L,
                Map.of("syncs", Map.of("380,12", 1L), "issues", Map.of("FF", 1L << 40))),
            new SumsRead(71_771_669_983_230L, Map.of()));
  }

  @Test
  void keyThatComesTwiceIsAddedUp() {
    line(
        "{\"type\": \"map\", \"data\": {\"@bios_a\": {\"0,0,0,WS\": 1099511640064, \"1,12,0,WS\":"
            + " 5, \"0,0,0,WS\": 4398046560256}}}");
    line("{\"type\": \"map\", \"data\": {\"@round\": 1}}");
    assertThat(rounds.getFirst().maps().get("bios"))
        .isEqualTo(Map.of("0,0,0,WS", 1099511640064L + 4398046560256L, "1,12,0,WS", 5L));
  }

  @Test
  void largeNumbersComeAsTextNegativeOrUnsigned() {
    line(
        "{\"type\": \"map\", \"data\": {\"@written_a\": {\"1,1\": \"18446744073709551615\","
            + " \"1,2\": -1, \"1,3\": \"7\"}}}");
    line("{\"type\": \"map\", \"data\": {\"@round\": 1}}");
    assertThat(rounds.getFirst().maps().get("written"))
        .isEqualTo(Map.of("1,1", -1L, "1,2", -1L, "1,3", 7L));
  }

  @Test
  void whatIsNoMapGoesOn() {
    line("{\"type\": \"printf\", \"data\": \"ready 1 71765672326117\\n\"}");
    line("{\"type\": \"printf\", \"data\": \"named 71770503138219 380 dd\\\\x00\\\\x00\\n\"}");
    assertThat(others.ready).containsExactly(1);
    assertThat(others.events()).hasSize(1);
    assertThat(rounds).isEmpty();
  }

  @Test
  void brokenLineIsCountedAndTheNextIsRead() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String whole =
        "{\"type\": \"map\", \"data\": {\"@written_a\": {\"382,13\": 3298538029056, \"380,12\":"
            + " 7696581423125}}}";
    for (int trial = 0; trial < 500; trial++) {
      line(whole.substring(0, random.nextInt(15, whole.length())));
    }
    assertThat(decoder.undecodable()).as("seed %s", seed).isPositive();
    line("{\"type\": \"map\", \"data\": {\"@round\": 5}}");
    assertThat(rounds).as("seed %s", seed).hasSize(1);
  }
}
