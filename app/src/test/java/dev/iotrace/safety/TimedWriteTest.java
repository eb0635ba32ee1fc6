package dev.iotrace.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.bench.Calls;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.workload.Pattern;
import dev.iotrace.workload.Sync;
import dev.iotrace.workload.WorkloadDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedWriteTest {
  private static final Path NAME = Path.of("file");
  private static final Calls CALLS = new Calls(4096, 23, Pattern.SEQ, 0, Sync.NONE);

  @TempDir Path directory;

  @Test
  void fileIsWrittenThenSyncedThenClosed() throws Exception {
    List<Moment> moments = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    try (WorkloadDirectory open = WorkloadDirectory.open(directory)) {
      TimedWrite.Times times =
          new TimedWrite(open, NAME, 512)
              .run(
                  Mode.BUFFERED,
                  CALLS,
                  () -> false,
                  moment -> {
                    moments.add(moment);
                    sizes.add(directory.resolve(NAME).toFile().length());
                  })
              .orElseThrow();
      assertThat(times.writtenNs()).isPositive();
      assertThat(times.syncedNs()).isGreaterThanOrEqualTo(times.writtenNs());
      assertThat(times.closedNs()).isGreaterThanOrEqualTo(times.syncedNs());
      // One that waits long is nearly the whole, and known to three digits only.
      assertThat(times.calls().max())
          .isBetween(times.calls().p50(), times.writtenNs() + times.writtenNs() / 1000);
      assertThat(times.cpu().totalNs()).isGreaterThanOrEqualTo(times.syncCpu().totalNs());
    }
    assertThat(moments).containsExactly(Moment.values());
    assertThat(sizes).containsExactly(0L, CALLS.bytes(), CALLS.bytes(), CALLS.bytes());
  }

  @Test
  void oneThatIsToEndEarlyHasNoTimesAndIsNotSynced() throws Exception {
    List<Moment> moments = new ArrayList<>();
    int[] asked = new int[1];
    try (WorkloadDirectory open = WorkloadDirectory.open(directory)) {
      Optional<TimedWrite.Times> times =
          new TimedWrite(open, NAME, 512)
              .run(Mode.BUFFERED, CALLS, () -> ++asked[0] > 3, moments::add);
      assertThat(times).isEmpty();
    }
    assertThat(directory.resolve(NAME).toFile().length()).isEqualTo(3 * CALLS.blockBytes());
    assertThat(moments).doesNotContain(Moment.SYNCED);
  }

  @Test
  void fileThatExistsIsNotTouched() throws Exception {
    Files.writeString(directory.resolve(NAME), "mine");
    try (WorkloadDirectory open = WorkloadDirectory.open(directory)) {
      TimedWrite write = new TimedWrite(open, NAME, 512);
      assertThatThrownBy(() -> write.run(Mode.BUFFERED, CALLS, () -> false, _ -> {}))
          .isInstanceOf(ErrnoException.class);
    }
    assertThat(directory.resolve(NAME)).hasContent("mine");
  }

  @Test
  void progressIsWhatHasReturned() {
    WriteProgress progress = new WriteProgress(() -> false, 10, 30);
    assertThat(progress.writtenBytes()).isZero();
    assertThat(progress.getAsBoolean()).isFalse();
    assertThat(progress.writtenBytes()).isZero();
    assertThat(progress.getAsBoolean()).isFalse();
    assertThat(progress.writtenBytes()).isEqualTo(10);
    progress.complete();
    assertThat(progress.writtenBytes()).isEqualTo(30);
  }
}
