package dev.iotrace.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScriptSafeWriterTest {
  private static final String[] PIECES = {
    "</script>",
    "<!--",
    "-->",
    "]]>",
    "&lt;",
    "<",
    ">",
    "&",
    "\u2028",
    "\u2029",
    "\"",
    "\\",
    "'",
    "a",
    "\u0000",
    "\u001b[2J",
    "\u202e",
    "\ud83d\udcbe",
    "\ud800",
    "é",
    "{a|b}",
    "${x}",
    "\\u003c"
  };

  @Test
  void anyTextComesBackFromJsonAndNothingOfItMeansAnythingToHtml() throws IOException {
    long seed = System.nanoTime();
    RandomGenerator random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      String text = text(random);
      String written = written(JsonMapper.shared().writeValueAsString(text), random);
      assertThat(written).as("seed %d", seed).doesNotContainPattern("[<>&\u2028\u2029]");
      assertThat(JsonMapper.shared().readValue(written, String.class))
          .as("seed %d", seed)
          .isEqualTo(text);
    }
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(12);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /// By each of the three ways to write.
  private static String written(String json, RandomGenerator random) throws IOException {
    StringWriter out = new StringWriter();
    Writer safe = new ScriptSafeWriter(out);
    int at = 0;
    while (at < json.length()) {
      int until = Math.min(json.length(), at + 1 + random.nextInt(7));
      switch (random.nextInt(3)) {
        case 0 -> safe.write(json, at, until - at);
        case 1 -> safe.write(json.toCharArray(), at, until - at);
        default -> {
          until = at + 1;
          safe.write(json.charAt(at));
        }
      }
      at = until;
    }
    safe.flush();
    return out.toString();
  }
}
