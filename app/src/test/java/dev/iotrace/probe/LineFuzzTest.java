package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.IoEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lines that a seeded generator has damaged: nothing is thrown, and what is whole still decodes.
class LineFuzzTest {
  private static final List<String> LINES =
      List.of(
          "{\"type\": \"attached_probes\", \"data\": {\"probes\": 5}}",
          "{\"type\": \"lost_events\", \"data\": {\"events\": 12}}",
          "{\"type\": \"printf\", \"data\": \"bio 5 7 7340032 264 8 W 0 0 0 0\\n        a+1\\n\"}",
          "{\"type\": \"printf\", \"data\": \"enter 5 7 write 13 -1 4\\n\"}",
          "{\"type\": \"printf\", \"data\": \"complete 5 7340032 18446744073709551615 0 0 FF\\n"
              + "\"}");
  private static final String WHOLE = "\n{\"type\": \"printf\", \"data\": \"superblock 9 9\\n\"}\n";
  private static final int ROUNDS = 20_000;

  @Test
  void damagedLinesNeverThrowAndNeverHideTheNextLine() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] line = LINES.get(random.nextInt(LINES.size())).getBytes(StandardCharsets.UTF_8);
      for (int hit = random.nextInt(4); hit >= 0; hit--) {
        line[random.nextInt(line.length)] = (byte) random.nextInt();
      }
      String damaged =
          new String(line, 0, random.nextInt(line.length), StandardCharsets.ISO_8859_1);
      byte[] input = (damaged + WHOLE).getBytes(StandardCharsets.ISO_8859_1);
      Decoding decoding = new Decoding();
      Lines.read(new ByteArrayInputStream(input), decoding.decoder);
      assertThat(decoding.events())
          .as("seed %d, round %d, line %s", seed, round, damaged)
          .extracting(IoEvent::timeNs)
          .contains(9L);
    }
  }
}
