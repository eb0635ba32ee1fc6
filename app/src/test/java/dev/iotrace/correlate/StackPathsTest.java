package dev.iotrace.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StackPathsTest {
  /// A line of `stacks.txt`: the path expected, the kernel, the frames.
  record RealStack(String path, String kernel, List<String> frames) {
    static RealStack of(String line) {
      List<String> words = List.of(line.split(" "));
      return new RealStack(words.get(0), words.get(1), words.subList(2, words.size()));
    }
  }

  static List<RealStack> stacks() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(StackPathsTest.class.getResourceAsStream("stacks.txt")),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(RealStack::of).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void realStackTellsItsPath(RealStack stack) {
    assertThat(new StackPaths().of(stack.frames()).word()).isEqualTo(stack.path());
  }

  @Test
  void syncfsIsKnownByItsSystemCallWhereNothingElseTells() {
    List<String> stack =
        List.of(
            "submit_bio_noacct_nocheck+557",
            "__block_write_full_folio+489",
            "blkdev_writepages+73",
            "filemap_write_and_wait_range+115",
            "__x64_sys_syncfs+65");
    assertThat(new StackPaths().of(stack)).isEqualTo(CausePath.SYNC);
  }

  @Test
  void innermostFrameThatTellsDecides() {
    assertThat(new StackPaths().of(List.of("jbd2_log_do_checkpoint", "ext4_sync_file")))
        .isEqualTo(CausePath.CHECKPOINT);
  }

  @Test
  void noStackTellsNothing() {
    assertThat(new StackPaths().of(List.of())).isEqualTo(CausePath.OTHER);
  }
}
