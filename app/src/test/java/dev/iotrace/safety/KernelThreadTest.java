package dev.iotrace.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelThreadTest {
  /// As Linux 6.18 shows it.
  private static final String FLUSH =
      "12346 (kworker/u8:7-flush-254:0) I 2 0 0 0 -1 69238880 0 0 0 0 3 110 0 0 20 0 1 0 5799811 0"
          + " 0 18446744073709551615 0 0 0 0 0 0 0 2147483647 0 1 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0\n";

  private static final String USER_FLAGS = "4194304";

  @TempDir Path directory;

  @Test
  void idStartNameAndTimeAreThoseOfStat() {
    assertThat(KernelThread.parse(FLUSH))
        .contains(new KernelThread(12346, 5_799_811, "kworker/u8:7-flush-254:0", 1_130_000_000L));
  }

  @Test
  void timeIsThatOfSchedstatWhereThereIsOne() {
    KernelThread thread = KernelThread.parse(FLUSH).orElseThrow();
    assertThat(thread.withSchedule("1129876543 26590 17\n").cpuNs()).isEqualTo(1_129_876_543L);
    assertThat(thread.withSchedule("")).isEqualTo(thread);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ")",
        "(",
        ") I 2 0 0 0 -1 69238880",
        "a) (b",
        "two\nlines",
        "\t\r\n",
        "((()",
        "é\u0080"
      })
  void nameMayHoldAnything(String name) {
    String stat = FLUSH.replace("kworker/u8:7-flush-254:0", name);
    KernelThread thread = KernelThread.parse(stat).orElseThrow();
    assertThat(thread.name()).isEqualTo(name);
    assertThat(thread.cpuNs()).isEqualTo(1_130_000_000L);
  }

  @Test
  void anyNameAtAllIsReadBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(1, 16)];
      random.nextBytes(bytes);
      String name = new String(bytes, StandardCharsets.ISO_8859_1);
      String stat = FLUSH.replace("kworker/u8:7-flush-254:0", name);
      assertThat(KernelThread.parse(stat).orElseThrow().name()).as("seed %d", seed).isEqualTo(name);
    }
  }

  @Test
  void processWithTheNameOfAWorkerIsNone() {
    assertThat(KernelThread.parse(FLUSH.replace("69238880", USER_FLAGS))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12346", "12346 (kworker", "12346 kworker) I 2", "1 (a) I 2 0 0"})
  void whatIsNoSuchTextIsSaid(String text) {
    assertThatThrownBy(() -> KernelThread.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneThatHasEndedIsNone() {
    assertThat(KernelThread.read(directory.resolve("4711"))).isEmpty();
  }

  @Test
  void thoseOfThisMachineAreChildrenOfKthreaddAndNoProcess() throws IOException {
    KernelThreads threads = KernelThreads.read(Path.of("/proc"));
    for (KernelThread thread : threads.threads().values()) {
      Path exe = Path.of("/proc", Long.toString(thread.id()), "exe");
      assertThat(Files.isReadable(exe) && Files.isRegularFile(exe)).as("%s", thread).isFalse();
    }
    assertThat(threads.threads().values())
        .noneMatch(it -> it.id() == ProcessHandle.current().pid());
  }
}
