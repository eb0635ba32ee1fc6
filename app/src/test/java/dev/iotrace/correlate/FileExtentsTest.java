package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileExtentsTest {
  private static final int PLACES = 60;
  private static final int NOTHING = -1;

  /// The oracle has for each place of the device which place of the file it holds.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void piecesThatMoveInTheFileStayWhereTheyAre(int number) {
    long seed = System.nanoTime() + number;
    Random random = new Random(seed);
    FileExtents extents = new FileExtents();
    long[] holds = new long[PLACES];
    Arrays.fill(holds, NOTHING);
    for (int step = 0; step < 300; step++) {
      int from = random.nextInt(PLACES - 10);
      int length = 1 + random.nextInt(9);
      switch (random.nextInt(3)) {
        case 0 -> {
          long fileByte = random.nextInt(1000);
          if (Arrays.stream(holds, from, from + length).allMatch(held -> held == NOTHING)) {
            for (int i = 0; i < length; i++) {
              holds[from + i] = fileByte + i;
            }
            extents.add(from, fileByte, length);
          }
        }
        case 1 -> {
          long cut = random.nextInt(1000);
          for (int i = 0; i < PLACES; i++) {
            if (holds[i] >= cut) {
              holds[i] = holds[i] < cut + length ? NOTHING : holds[i] - length;
            }
          }
          extents.shift(cut, -length);
        }
        default -> {
          long at = random.nextInt(1000);
          for (int i = 0; i < PLACES; i++) {
            holds[i] += holds[i] >= at ? length : 0;
          }
          extents.shift(at, length);
        }
      }
      assertUnknown(extents, holds, from, random.nextInt(1000), length);
      assertUnknown(extents, holds, from, Math.max(0, holds[from]), length);
      for (int i = 0; i < PLACES; i++) {
        OptionalLong held = holds[i] < 0 ? OptionalLong.empty() : OptionalLong.of(holds[i]);
        assertThat(extents.fileByte(i, 1)).as("seed %d, place %d", seed, i).isEqualTo(held);
      }
    }
  }

  private static void assertUnknown(
      FileExtents extents, long[] holds, int from, long fileByte, int length) {
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      if (holds[from + i] != fileByte + i) {
        expected.add(fileByte + i);
      }
    }
    List<Long> found = new ArrayList<>();
    extents.unknown(
        from, fileByte, length, (first, end) -> LongStream.range(first, end).forEach(found::add));
    assertThat(found).isEqualTo(expected);
  }
}
