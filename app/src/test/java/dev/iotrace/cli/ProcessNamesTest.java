package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessNamesTest {
  /// Larger than any, PID_MAX_LIMIT of include/linux/threads.h.
  private static final int NOBODY = (4 << 20) + 1;

  @TempDir Path directory = Path.of("");

  private ProcessNames names;

  @BeforeEach
  void open() throws Exception {
    names = new ProcessNames(directory, "ext4", Duration.ofMinutes(10));
  }

  @AfterEach
  void close() throws Exception {
    names.close();
  }

  @Test
  void processThatRunsIsAskedAtOnce() {
    assertThat(names.comm(Math.toIntExact(ProcessHandle.current().pid()))).isNotBlank();
  }

  @Test
  void nameOfOneThatIsGoneMayComeAfterTheQuestion() {
    CompletableFuture<String> asked = new CompletableFuture<>();
    Thread asking = Thread.ofPlatform().start(() -> asked.complete(names.comm(NOBODY)));
    while (asking.isAlive() && asking.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    names.ended(NOBODY + 1, "another");
    names.ended(NOBODY, "late");
    assertThat(asked.join()).isEqualTo("late");
  }

  @Test
  void nameThatNeverComesIsWaitedForOnce() throws Exception {
    names.close();
    names = new ProcessNames(directory, "ext4", Duration.ofMillis(1));
    assertThat(names.comm(NOBODY)).isEqualTo("pid " + NOBODY);
    assertThat(names.comm(NOBODY + 1)).isEqualTo("pid " + (NOBODY + 1));
    names.ended(NOBODY, "known by now");
    assertThat(names.comm(NOBODY)).isEqualTo("known by now");
  }
}
