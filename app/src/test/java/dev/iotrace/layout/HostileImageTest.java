package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that are damaged, or made to hurt: a clear refusal, or an answer for each block; no other
/// exception, and no end of time or memory.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HostileImageTest {
  private static final int ROUNDS = 400;
  private static final int FILE_WITH_TREE = 19;
  private static final int MAP = 0x28;

  @TempDir Path directory = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {SampleImage.EXT4, SampleImage.EXT3})
  void damageEndsInAnAnswerOrARefusal(String name) throws IOException {
    SampleImage image = SampleImage.read(name);
    byte[] whole = image.content().clone();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int answered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      System.arraycopy(whole, 0, image.content(), 0, whole.length);
      damage(image, random);
      try {
        SampleImage.Told told = SampleImage.explain(image.writeTo(directory.resolve("image")));
        assertThat(told.structures()).as("seed %d, round %d", seed, round).doesNotContainNull();
        answered++;
      } catch (LayoutRefused refused) {
        assertThat(refused.why()).as("seed %d, round %d", seed, round).isNotEmpty();
      } catch (RuntimeException bug) {
        throw new AssertionError("seed " + seed + ", round " + round, bug);
      }
    }
    assertThat(answered).as("seed %d", seed).isPositive();
  }

  /// Bytes or whole words, most of them where file systems have their metadata.
  private static void damage(SampleImage image, Random random) {
    for (int hit = random.nextInt(20); hit >= 0; hit--) {
      int blocks = random.nextInt(4) == 0 ? image.blocks() : 130;
      int at = random.nextInt(blocks * SampleImage.BLOCK_BYTES - Long.BYTES);
      switch (random.nextInt(4)) {
        case 0 -> image.bytes().put(at, (byte) random.nextInt());
        case 1 -> image.bytes().putInt(at & ~3, random.nextInt(image.blocks()));
        case 2 -> image.bytes().putLong(at & ~7, random.nextLong());
        default -> image.bytes().putInt(at & ~3, -random.nextInt(3));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x38, 0, no superblock of ext2",
    "0x18, 7, block size",
    "0x18, -1, block size",
    "0x04, 100000000, truncated",
    "0x04, 0, count of blocks",
    "0x14, 5, first data block",
    "0x20, 0, blocks per group",
    "0x20, -8, blocks per group",
    "0x28, 2147483647, inodes per group",
    "0x58, 12345, inode size",
  })
  void impossibleSuperblockIsRefused(String field, int value, String why) throws IOException {
    SampleImage image = SampleImage.read(SampleImage.EXT4);
    int at = SampleImage.SUPERBLOCK + Integer.decode(field);
    if (field.equals("0x38") || field.equals("0x58")) {
      image.bytes().putShort(at, (short) value);
    } else {
      image.bytes().putInt(at, value);
    }
    assertThat(refusal(image).why()).contains(why);
  }

  @Test
  void truncatedImageIsRefused() throws IOException {
    SampleImage image = SampleImage.read(SampleImage.EXT4);
    byte[] half = Arrays.copyOf(image.content(), image.content().length / 2);
    Path file = directory.resolve("half");
    Files.write(file, half);
    LayoutRefused refused =
        catchThrowableOfType(LayoutRefused.class, () -> SampleImage.explain(file));
    assertThat(refused.why()).contains("truncated", "8192 blocks", "4194304 bytes");
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  @Test
  void extentTreeThatLeadsToItselfIsNotedAndTheRestIsTold() throws IOException {
    SampleImage image = SampleImage.read(SampleImage.EXT4);
    int root = image.inode(FILE_WITH_TREE) + MAP;
    int first = image.bytes().getInt(root + 12 + 4);
    image.bytes().putInt(root + 24 + 4, first);
    SampleImage.Told told = SampleImage.explain(image.writeTo(directory.resolve("image")));
    assertThat(told.notes())
        .anyMatch(
            note -> note.contains("inode 19 is damaged: block " + first + " is a node of two"));
    assertThat(told.structures().get(first).kind()).isEqualTo(Kind.EXTENT_TREE);
    assertThat(told.structures().get(1).kind()).isEqualTo(Kind.SUPERBLOCK);
  }

  @Test
  void indirectBlockThatLeadsToItselfIsNoted() throws IOException {
    SampleImage image = SampleImage.read(SampleImage.EXT3);
    int doubly = image.bytes().getInt(image.inode(FILE_WITH_TREE) + MAP + 13 * 4);
    image.bytes().putInt(SampleImage.at(doubly), doubly);
    assertThat(SampleImage.explain(image.writeTo(directory.resolve("image"))).notes())
        .containsExactly(
            "inode 19 is damaged: block " + doubly + " is a node of two trees, or of one twice");
  }

  @Test
  void directoryInItselfEndsTheSearchForPaths() throws IOException {
    SampleImage image = SampleImage.read(SampleImage.EXT3);
    int root = SampleImage.at(image.bytes().getInt(image.inode(2) + MAP));
    int deep = SampleImage.at(image.bytes().getInt(image.inode(12) + MAP));
    int entry = root + 24; // lost+found: now a second name of the root, and below it of itself.
    image.bytes().putInt(entry, 2);
    image.bytes().putInt(deep + 24, 12);
    SampleImage.Told told = SampleImage.explain(image.writeTo(directory.resolve("image")));
    assertThat(told.structures()).hasSize(image.blocks());
    assertThat(told.structures().get(root / SampleImage.BLOCK_BYTES).path()).isEqualTo("/");
  }

  private LayoutRefused refusal(SampleImage image) throws IOException {
    Path file = image.writeTo(directory.resolve("image"));
    return catchThrowableOfType(LayoutRefused.class, () -> SampleImage.explain(file));
  }
}
