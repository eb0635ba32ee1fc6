package dev.iotrace.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images of XFS that are damaged, or made to hurt: a clear refusal, or an answer for each block;
/// no other exception, and no end of time or memory.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HostileXfsTest {
  private static final int ROUNDS = 400;
  private static final int INODE_MAGIC = 0x494e;

  @TempDir Path directory = Path.of("");
  private final SampleXfs image = SampleXfs.read();

  HostileXfsTest() throws IOException {}

  private SampleImage.Told explain() throws IOException {
    return image.explain(image.writeTo(directory.resolve("image")));
  }

  private LayoutRefused refusal() {
    return catchThrowableOfType(LayoutRefused.class, this::explain);
  }

  @Test
  void wholeImageHasNothingToNote() throws IOException {
    assertThat(explain().notes()).isEmpty();
  }

  @Test
  void damageEndsInAnAnswerOrARefusal() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int answered = 0;
    Path file = image.writeTo(directory.resolve("image"));
    for (int round = 0; round < ROUNDS; round++) {
      SampleXfs damaged = SampleXfs.read();
      damage(damaged, random);
      try {
        SampleImage.Told told = damaged.explain(damaged.writeTo(file));
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

  /// Bytes or whole words, most of them where a structure begins.
  private static void damage(SampleXfs image, Random random) {
    List<Long> used = image.used();
    for (int hit = random.nextInt(20); hit >= 0; hit--) {
      ByteBuffer block = image.block(used.get(random.nextInt(used.size())));
      int room = random.nextBoolean() ? SampleXfs.BLOCK_BYTES : 256;
      int at = random.nextInt(room - Long.BYTES);
      switch (random.nextInt(5)) {
        case 0 -> block.put(at, (byte) random.nextInt());
        case 1 -> block.putInt(at & ~3, random.nextInt(SampleXfs.BLOCKS));
        case 2 -> block.putLong(at & ~7, random.nextLong());
        case 3 -> block.putShort(at & ~1, (short) random.nextInt());
        default -> block.putInt(at & ~3, -random.nextInt(3));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, no superblock of ext2",
    "4, 0, block size",
    "4, 131072, block size",
    "12, 100000000, truncated",
    "8, -1, count of blocks",
    "84, 0, size of a group",
    "84, -1, size of a group",
    "88, 3, count of groups",
    "88, -1, count of groups",
    "96, -1, size of the log",
    "96, 0, size of the log",
    "52, 99999999, there is no block",
    "100, 0x00060200, version 6",
    "100, 0xb4a50300, sector size",
    "104, 0x03000001, inode size",
    "192, 0x07000000, size of a directory",
    "216, 0x40000000, unknown here: 0x40000000",
  })
  void impossibleSuperblockIsRefused(int at, String value, String why) {
    image.putInt(at, Long.decode(value).intValue());
    assertThat(refusal().why()).contains(why);
  }

  @Test
  void truncatedImageIsRefused() throws IOException {
    Path file = image.writeTo(directory.resolve("half"));
    try (RandomAccessFile half = new RandomAccessFile(file.toFile(), "rw")) {
      half.setLength(SampleXfs.BLOCKS / 2 * (long) SampleXfs.BLOCK_BYTES);
    }
    LayoutRefused refused = catchThrowableOfType(LayoutRefused.class, () -> image.explain(file));
    assertThat(refused.why()).contains("truncated", "34816 blocks", "17825792 bytes");
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  @Test
  void btreeWithOneBlockTwiceIsNotedAndTheOtherGroupIsTold() throws IOException {
    int root = image.getInt(SampleXfs.AGF + 24);
    ByteBuffer node = image.block(root);
    assertThat(node.getShort(4)).as("level").isPositive();
    int pointers = 56 + (SampleXfs.BLOCK_BYTES - 56) / 44 * 40;
    node.putInt(pointers + 4, node.getInt(pointers));
    SampleImage.Told told = explain();
    assertThat(told.notes())
        .containsExactly(
            "group 0 is damaged: block " + node.getInt(pointers) + " is no node of the rmap btree");
    assertThat(told.structures())
        .anyMatch(each -> each.kind() == Kind.INODE_BTREE && Objects.equals(each.group(), 1L));
  }

  @ParameterizedTest
  @CsvSource({"200", "-1", "0"})
  void btreeWithImpossibleLevelsIsNoted(int levels) throws IOException {
    image.putInt(SampleXfs.AGI + 24, levels);
    assertThat(explain().notes())
        .containsExactly("group 0 is damaged: the inode btree cannot have " + levels + " levels");
  }

  @Test
  void freeListThatIsTooLongIsNoted() throws IOException {
    image.putInt(SampleXfs.AGF + 48, 120);
    assertThat(explain().notes()).containsExactly("group 0 is damaged: its AGFL is none");
  }

  @Test
  void extentTreeWithOneNodeTwiceIsNoted() throws IOException {
    ByteBuffer inode = inodeWithTree();
    int room = (inode.get(82) == 0 ? inode.limit() - 176 : inode.get(82) * 8) - 4;
    int pointers = 176 + 4 + room / 16 * 8;
    inode.putLong(pointers + 8, inode.getLong(pointers));
    assertThat(explain().notes())
        .containsExactly(
            "inode "
                + inode.getLong(152)
                + " is damaged: block "
                + inode.getLong(pointers)
                + " is a node of two trees, or of one twice");
  }

  @Test
  void moreExtentsThanFitAreNoted() throws IOException {
    ByteBuffer inode = inodeWithTree();
    inode.put(5, (byte) 2);
    assertThat(explain().notes())
        .containsExactly("inode " + inode.getLong(152) + " is damaged: it has too many extents");
  }

  @Test
  void logWithoutAnUnmountRecordIsNoted() throws IOException {
    int log = SampleXfs.GROUP_BLOCKS + (image.getInt(52) & 0x7fff);
    for (int block = log; block < log + 16; block++) {
      ByteBuffer content = image.block(block);
      for (int at = 0; at < content.limit(); at += 512) {
        if (content.getInt(at) == 0xfeedbabe) {
          content.putInt(at + 40, 7);
        }
      }
    }
    assertThat(explain().notes())
        .containsExactly(
            "it is mounted, or was not unmounted cleanly: its log may hold newer blocks than those"
                + " in place");
  }

  private ByteBuffer inodeWithTree() {
    for (long number : image.used()) {
      ByteBuffer block = image.block(number);
      for (int at = 0; at < block.limit(); at += 512) {
        if (block.getShort(at) == INODE_MAGIC && block.get(at + 4) == 3 && block.get(at + 5) == 3) {
          return block.slice(at, 512);
        }
      }
    }
    throw new AssertionError("there is no inode with an extent tree");
  }
}
