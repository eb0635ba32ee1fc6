package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images of btrfs that are damaged, or made to hurt: a clear refusal, or an answer for each block;
/// no other exception, and no end of time or memory.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HostileBtrfsTest {
  private static final int ROUNDS = 150;
  private static final int BLOCK = 4096;
  private static final int SUPERBLOCK = 65_536;

  @TempDir Path directory = Path.of("");
  private byte[] whole = new byte[0];
  private Path file = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    whole = SampleImage.read(SampleImage.BTRFS).content();
    file = directory.resolve("image");
    Files.write(file, whole);
  }

  @Test
  void soundImageIsToldWithoutUnclaimedBlocks() {
    SampleImage.Told told = SampleImage.explain(file);
    assertThat(told.notes()).singleElement().asString().contains("log trees");
    assertThat(told.structures())
        .anyMatch(each -> each.kind() == Kind.LOG_TREE)
        .anyMatch(each -> "/fsynced".equals(each.path()))
        .noneMatch(each -> each.detail().contains("cannot be told"));
  }

  @Test
  void damageEndsInAnAnswerOrARefusal() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[] trees = trees();
    int answered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Integer> places = damage(random, trees);
      try {
        SampleImage.Told told = SampleImage.explain(file);
        assertThat(told.structures()).as("seed %d, round %d", seed, round).doesNotContainNull();
        answered++;
      } catch (LayoutRefused refused) {
        assertThat(refused.why()).as("seed %d, round %d", seed, round).isNotEmpty();
      } catch (RuntimeException | StackOverflowError bug) {
        throw new AssertionError("seed " + seed + ", round " + round, bug);
      }
      try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
        for (int place : places) {
          image.seek(place);
          image.write(whole, place, BLOCK);
        }
      }
    }
    assertThat(answered).as("seed %d", seed).isPositive();
  }

  /// Blocks that hold the superblock or what looks like tree blocks.
  private int[] trees() {
    List<Integer> trees = new ArrayList<>(List.of(SUPERBLOCK));
    for (int at = 0; at < whole.length; at += BLOCK) {
      if (Arrays.equals(whole, at + 32, at + 48, whole, SUPERBLOCK + 32, SUPERBLOCK + 48)) {
        trees.add(at);
      }
    }
    return trees.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Bytes or whole words, most of them at the beginning, where headers and keys are.
  private List<Integer> damage(Random random, int[] trees) throws IOException {
    List<Integer> places = new ArrayList<>();
    try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
      for (int hit = random.nextInt(12); hit >= 0; hit--) {
        int block = trees[random.nextInt(trees.length)];
        byte[] content = Arrays.copyOfRange(whole, block, block + BLOCK);
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = random.nextInt(6); i >= 0; i--) {
          int at = random.nextInt(random.nextBoolean() ? 300 : BLOCK - Long.BYTES);
          switch (random.nextInt(5)) {
            case 0 -> bytes.put(at, (byte) random.nextInt());
            case 1 -> bytes.putLong(at, trees[random.nextInt(trees.length)]);
            case 2 -> bytes.putLong(at, random.nextLong());
            case 3 -> bytes.putInt(at, random.nextInt(300));
            default -> bytes.putLong(at, -random.nextInt(3));
          }
        }
        image.seek(block);
        image.write(content);
        places.add(block);
      }
    }
    return places;
  }

  @ParameterizedTest
  @CsvSource({
    "64, 0, no superblock of ext2",
    "144, 512, sector size",
    "144, 3, sector size",
    "148, 2048, node size",
    "148, 131072, node size",
    "160, 2049, array of system chunks",
    "160, -1, array of system chunks",
    "188, 8192, features that are not known: 0x2000",
    "209, 268435456, truncated",
    "209, 0, size of the device",
  })
  void impossibleSuperblockIsRefused(int field, int value, String why) throws IOException {
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(SUPERBLOCK + field, value);
    Files.write(file, whole);
    LayoutRefused refused =
        catchThrowableOfType(LayoutRefused.class, () -> SampleImage.explain(file));
    assertThat(refused.why()).contains(why);
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  /// Length, and number of stripes, of the only chunk in the superblock.
  @ParameterizedTest
  @CsvSource({"0, 0", "16, 1", "44, 65535", "44, 0", "24, -1"})
  void impossibleChunkIsNoted(int field, int value) throws IOException {
    int chunk = SUPERBLOCK + 0x32b + 17;
    ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    if (field == 44) {
      bytes.putShort(chunk + field, (short) value);
    } else {
      bytes.putLong(chunk + field, value);
    }
    Files.write(file, whole);
    SampleImage.Told told = SampleImage.explain(file);
    assertThat(told.notes()).anyMatch(note -> note.contains("chunk tree cannot be read"));
    assertThat(told.structures().get(SUPERBLOCK / BLOCK).kind()).isEqualTo(Kind.SUPERBLOCK);
    assertThat(told.structures().getLast().kind()).isEqualTo(Kind.UNCLAIMED);
  }
}
