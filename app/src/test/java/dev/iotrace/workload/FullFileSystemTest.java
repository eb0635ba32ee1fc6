package dev.iotrace.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.iotrace.event.CallFinished;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.WorkloadEnded;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Mount;
import dev.iotrace.syscall.ProcessIds;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FullFileSystemTest {
  private static final int ROOM = 65_536;

  @TempDir Path directory;
  private boolean mounted;

  @BeforeEach
  void mountTinyFileSystem() throws ErrnoException {
    assumeTrue(ProcessIds.geteuid() == 0, "mounting needs root; run: sudo ./check");
    Mount.mount("iotrace-test", directory, "tmpfs", 0, "size=" + ROOM);
    mounted = true;
  }

  @AfterEach
  void unmount() throws ErrnoException {
    if (mounted) {
      Mount.umount2(directory, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Syscall.class,
      names = {"WRITE", "PWRITE", "WRITEV", "PWRITEV2", "SENDFILE", "SPLICE"})
  void runEndsWithEnospcAndSaysHowFarItCame(Syscall call) throws Exception {
    Trial trial = Trial.of(new SpecBuilder().call(call).bytes(4096).count(23), directory);
    WorkloadResult result = trial.result();
    assertThat(result.writes()).isEqualTo(16);
    assertThat(result.bytes()).isEqualTo(ROOM);
    assertThat(result.complete()).isFalse();
    WorkloadResult.Failure failure = result.failure().orElseThrow();
    assertThat(failure.callId()).isEqualTo(17);
    assertThat(failure.cause().errno()).isEqualTo(Errno.ENOSPC);
    assertThat(failure.cause().function()).isEqualTo(call.word());
    CallFinished last = trial.finished().getLast();
    assertThat(last.id()).isEqualTo(17);
    assertThat(last.result()).isEqualTo(-Errno.ENOSPC);
    assertThat(trial.events().getLast()).isInstanceOf(WorkloadEnded.class);
  }

  @Test
  void shortWriteIsFollowedByACallForTheRest() throws Exception {
    Trial trial = Trial.of(new SpecBuilder().bytes(50_000).count(2), directory);
    assertThat(trial.finished())
        .extracting(CallFinished::result)
        .containsExactly(50_000L, 15_536L, (long) -Errno.ENOSPC);
    assertThat(trial.intended()).extracting("offset").containsExactly(0L, 50_000L, 65_536L);
    assertThat(trial.intended()).extracting("bytes").containsExactly(50_000L, 50_000L, 34_464L);
    assertThat(trial.result().writes()).isEqualTo(2);
    assertThat(trial.result().bytes()).isEqualTo(ROOM);
  }

  @Test
  void storeWithoutRoomIsEfault() throws Exception {
    Trial trial = Trial.of(new SpecBuilder().call(Syscall.MMAP).bytes(4096).count(23), directory);
    assertThat(trial.result().bytes()).isEqualTo(ROOM);
    WorkloadResult.Failure failure = trial.result().failure().orElseThrow();
    assertThat(failure.callId()).isEqualTo(17);
    assertThat(failure.cause().errno()).isEqualTo(Errno.EFAULT);
  }

  @Test
  void preallocationWithoutRoomFailsBeforeTheFirstCall() throws Exception {
    Trial trial =
        Trial.of(new SpecBuilder().bytes(4096).count(23).prealloc(Prealloc.FALLOCATE), directory);
    WorkloadResult.Failure failure = trial.result().failure().orElseThrow();
    assertThat(failure.callId()).isZero();
    assertThat(failure.cause().function()).isEqualTo("fallocate");
    assertThat(trial.events()).hasSize(1).first().isInstanceOf(WorkloadEnded.class);
    assertThat(trial.content()).isEmpty();
  }

  @Test
  void eventsOfAFailedRunAreComplete() throws Exception {
    List<IoEvent> events =
        Trial.of(new SpecBuilder().bytes(ROOM).count(2).sync(Sync.FSYNC, 1), directory).events();
    assertThat(events).hasSize(2 * 3 + 1);
  }
}
