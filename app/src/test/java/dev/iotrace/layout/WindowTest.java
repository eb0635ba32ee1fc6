package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTest {
  private static final long SEED = new Random().nextLong();

  @TempDir Path directory;

  @Test
  void bytesAreThoseOfTheFileHoweverTheyLieInChunks() throws Exception {
    Random random = new Random(SEED);
    byte[] content = new byte[50_000];
    random.nextBytes(content);
    Path file = Files.write(directory.resolve("image"), content);
    for (int start : new int[] {0, 512, 5000}) {
      try (Window window = new Window(PlainSource.of(file), start, 4096)) {
        for (int i = 0; i < 1000; i++) {
          int offset = random.nextInt(content.length - start);
          int count = random.nextInt(Math.min(20_000, content.length - start - offset) + 1);
          assertThat(window.read(offset, count))
              .as("seed %d: %d bytes from %d + %d", SEED, count, start, offset)
              .isEqualTo(ByteBuffer.wrap(content, start + offset, count));
        }
      }
    }
  }

  @Test
  void whatTheFileDoesNotHaveIsDamage() throws Exception {
    Path file = Files.write(directory.resolve("image"), new byte[5000]);
    try (Window window = new Window(PlainSource.of(file), 0, 4096)) {
      assertThatThrownBy(() -> window.read(4096, 1000)).isInstanceOf(Damaged.class);
      assertThatThrownBy(() -> window.read(0, 5001)).isInstanceOf(Damaged.class);
    }
  }
}
