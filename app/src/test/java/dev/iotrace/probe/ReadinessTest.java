package dev.iotrace.probe;

import static dev.iotrace.probe.FakeBpftrace.BEATS;
import static dev.iotrace.probe.FakeBpftrace.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
  @TempDir Path directory = Path.of("");

  @Test
  void neverReadyIsRefusedAtTheDeadline() throws IOException {
    String first = "printed 'ready 1 100'\nexec sleep 600\n";
    FakeBpftrace fake = FakeBpftrace.causing(directory, first);
    Deadlines hasty =
        new Deadlines(Duration.ofMillis(700), Duration.ofMillis(500), Duration.ofMinutes(1));
    ProbePlan plan = fake.plan(LogicalProbe.SYSCALLS).withDeadlines(hasty);
    ProbeRefused refused = catchThrowableOfType(ProbeRefused.class, () -> fake.open(plan));
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.why()).contains("not ready");
    assertThat(refused.mend()).contains("iotrace doctor");
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void oneThatIsStillAtWorkAtTheDeadlineIsAwaited() throws IOException {
    String works =
        """
        read -r from _ </proc/uptime
        up=$from
        while [ "${up%.*}" -lt "$((${from%.*} + 7))" ]; do read -r up _ </proc/uptime; done
        """;
    FakeBpftrace fake = FakeBpftrace.causing(directory, works + HEALTHY);
    Deadlines hasty =
        new Deadlines(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(1));
    fake.open(fake.plan(LogicalProbe.SYSCALLS).withDeadlines(hasty)).stop();
    assertThat(fake.losses()).isEmpty();
  }

  @Test
  void readyComesInAnyOrderAndMoreThanOnce() throws IOException {
    String lines = "for n in 2 1 2; do printed \"ready $n 100\"; done\n";
    FakeBpftrace fake = FakeBpftrace.causing(directory, lines + BEATS);
    fake.open().stop();
    assertThat(fake.losses()).isEmpty();
  }
}
