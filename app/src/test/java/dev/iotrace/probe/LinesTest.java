package dev.iotrace.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest implements Lines.Sink {
  private final List<String> lines = new ArrayList<>();
  private int tooLong;

  @Test
  void aLastLineWithoutNewlineIsALine() throws IOException {
    read("one\n\ntwo");
    assertThat(lines).containsExactly("one", "", "two");
  }

  @Test
  void linesThatArriveInPiecesAreWhole() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      expected.add("x".repeat(random.nextInt(3000)) + i);
    }
    byte[] bytes = (String.join("\n", expected) + "\n").getBytes(StandardCharsets.UTF_8);
    InputStream dripping =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, 1 + random.nextInt(5000)));
          }
        };
    Lines.read(dripping, this);
    assertThat(lines).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void aLineWithoutEndIsThrownAwayAndTheNextIsKept() throws IOException {
    read("a\n" + "x".repeat(5_000_000) + "\nb\n");
    assertThat(lines).containsExactly("a", "b");
    assertThat(tooLong).isEqualTo(1);
  }

  @Override
  public void line(byte[] bytes, int from, int end) {
    lines.add(new String(bytes, from, end - from, StandardCharsets.UTF_8));
  }

  @Override
  public void tooLong() {
    tooLong++;
  }

  @Override
  public void pause() {}

  private void read(String text) throws IOException {
    Lines.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), this);
  }
}
