package dev.iotrace.probe;

import static dev.iotrace.probe.FakeBpftrace.BEATS;
import static dev.iotrace.probe.FakeBpftrace.READY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.JournalSuperblockWritten;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What bpftrace has not printed when it is to end, played by a shell script.
class ProbeEndTest {
  @TempDir Path directory = Path.of("");

  @Test
  void whatTheKernelStillHoldsIsWaitedForBeforeSigint() throws IOException {
    String slow =
        READY + "for i in 1 2 3 4 5 6 7 8 9; do printed 'superblock 300 7'; sleep 0.03; done\n";
    FakeBpftrace fake = FakeBpftrace.causing(directory, slow + BEATS);
    fake.open().stop();
    assertThat(fake.events).hasSize(9);
    assertThat(fake.losses()).isEmpty();
  }

  @Test
  void oneThatDoesNotGetToReadIsNotTakenForOneWithNothingToTell() throws IOException {
    String starved =
        """
        read -r up _ </proc/uptime; end=$((${up%.*}${up#*.} + 100))
        until [ "${up%.*}${up#*.}" -gt "$end" ]; do read -r up _ </proc/uptime; done
        printed 'superblock 300 7'
        """;
    FakeBpftrace fake = FakeBpftrace.causing(directory, READY + starved + BEATS);
    fake.open().stop();
    assertThat(fake.events).contains(new JournalSuperblockWritten(300, 7));
    assertThat(fake.losses()).isEmpty();
  }

  /// The first to begin ends when the other has been asked to; after some seconds it would be
  /// killed.
  @Test
  void allAreAskedToEndBeforeAnyHasEnded() throws IOException {
    String asked = directory.resolve("asked").toString();
    String running = READY + BEATS;
    String waits = "trap 'until [ -e " + asked + " ]; do sleep 0.02; done; exit 7' INT\n";
    String tells = "trap 'touch " + asked + "; exit 7' INT\n";
    FakeBpftrace fake = FakeBpftrace.of(directory, waits + running, tells + running);
    fake.open().stop();
    assertThat(fake.started).extracting(Process::exitValue).containsExactly(7, 7);
  }
}
