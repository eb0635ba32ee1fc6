package dev.iotrace.probe;

import static dev.iotrace.probe.FakeBpftrace.BEATS;
import static dev.iotrace.probe.FakeBpftrace.HEALTHY;
import static dev.iotrace.probe.FakeBpftrace.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotrace.event.JournalSuperblockWritten;
import dev.iotrace.event.WorkloadEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way in which bpftrace can fail, played by a shell script.
class ProbeFaultTest {
  private static final String REAL_ERROR =
      """
      echo 'ERROR: Unknown error -1: could not set RLIMIT_MEMLOCK for bpftrace. If your' >&2
      echo "stdin:3:1-30: ERROR: tracepoint not found: nope:nope" >&2
      exit 1
      """;

  private static final String FEDORA = "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n";

  @TempDir Path directory = Path.of("");

  @Test
  void missingBpftraceIsRefusedWithThePackageThatHasIt() throws IOException {
    ProbeHost host = new ProbeHost(directory, Map.of("PATH", directory.toString()));
    assertThat(refusal(() -> Bpftrace.find(host)).mend()).contains("your package manager");
    Files.writeString(
        Files.createDirectory(directory.resolve("etc")).resolve("os-release"), FEDORA);
    assertThat(refusal(() -> Bpftrace.find(host)).mend()).isEqualTo("dnf install bpftrace");
  }

  @Test
  void aNamedBpftraceThatIsNotExecutableIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("bpftrace"), "text");
    ProbeHost host = new ProbeHost(directory, Map.of(Bpftrace.PATH_VARIABLE, file.toString()));
    ProbeRefused refused = refusal(() -> Bpftrace.find(host));
    assertThat(refused.why()).contains("IOTRACE_BPFTRACE", "not an executable file");
  }

  @Test
  void aFileThatTheSystemCannotRunIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("bpftrace"), "#!/nonexistent\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    assertThat(refusal(() -> new Bpftrace(file).version()).what()).contains(file.toString());
  }

  @Test
  void deathBeforeReadyIsRefusedWithTheTellingLine() throws IOException {
    FakeBpftrace fake = FakeBpftrace.causing(directory, REAL_ERROR);
    ProbeRefused refused = refusal(fake::open);
    assertThat(refused.why())
        .isEqualTo("stdin:3:1-30: ERROR: tracepoint not found: nope:nope (exit code 1)");
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void aLogicalProbeThatDiesGivesWayToTheNext() throws IOException {
    String logical = "if grep -q calls-fentry \"$0.$$\"; then\n" + REAL_ERROR + "fi\n" + HEALTHY;
    FakeBpftrace fake = FakeBpftrace.of(directory, HEALTHY, logical);
    try (Probe probe = fake.open(fake.plan(LogicalProbe.FENTRY, LogicalProbe.SYSCALLS))) {
      assertThat(fake.logical()).isEqualTo(LogicalProbe.SYSCALLS);
      assertThat(probe.notes()).singleElement().asString().startsWith("fentry:vfs_write");
      assertThat(probe.failure()).isEmpty();
    }
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void aVariantOfTheCausesThatDiesGivesWayToTheNext() throws IOException {
    String causes = "if grep -q ext4-5.10 \"$0.$$\"; then\n" + REAL_ERROR + "fi\n" + HEALTHY;
    FakeBpftrace fake = FakeBpftrace.causing(directory, causes);
    try (Probe probe = fake.open(fake.planOf("ext4-5.10", "ext4"))) {
      assertThat(probe.notes()).singleElement().asString().contains("gives way to ext4: stdin:3");
      assertThat(probe.failure()).isEmpty();
    }
    ProbeRefused refused = refusal(() -> fake.open(fake.planOf("ext4-5.10", "ext4-5.10")).close());
    assertThat(refused.what()).contains("ext4-5.10.bt");
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void aProbeThatCannotKeepItsLinesPrintsThem() throws IOException {
    String verified = "if grep -q @kept \"$0.$$\"; then\n" + REAL_ERROR + "fi\n" + HEALTHY;
    FakeBpftrace fake = FakeBpftrace.of(directory, verified, verified);
    try (Probe probe = fake.open(fake.planOf("ext4-tree"))) {
      assertThat(probe.notes())
          .containsExactly(
              "calls-tree prints its lines, as it cannot keep them: stdin:3:1-30: ERROR: tracepoint"
                  + " not found: nope:nope (exit code 1)",
              "ext4-tree prints its lines, as it cannot keep them: stdin:3:1-30: ERROR: tracepoint"
                  + " not found: nope:nope (exit code 1)");
      assertThat(probe.failure()).isEmpty();
    }
    assertThat(fake.started).hasSize(4);
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void theLastLogicalProbeThatDiesIsARefusal() throws IOException {
    FakeBpftrace fake = FakeBpftrace.of(directory, HEALTHY, REAL_ERROR);
    assertThat(refusal(fake::open).what()).contains("calls-syscalls.bt");
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void deathInTheMiddleIsALossAndAFailure() throws Exception {
    FakeBpftrace fake =
        FakeBpftrace.causing(directory, READY + "printed 'superblock 300 7'; exit 139\n");
    try (Probe probe = fake.open()) {
      waitForFailure(probe);
      assertThat(probe.failure()).hasValueSatisfying(why -> assertThat(why).contains("139"));
      probe.stop();
    }
    assertThat(fake.losses()).containsExactly("ext4.bt: ended before the run: exit code 139 x1");
    assertThat(fake.events.getFirst().timeNs()).isEqualTo(300);
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void garbageIsCountedAndTheRestIsUnderstood() throws IOException {
    String garbage =
        """
        printf 'garbage\\n\\n{"type": "printf", "data": "bio 1 2"}\\n{"type": 7}\\n\\377\\376\\n[1]\\n'
        printf '{"type": "helper_error", "data": {}}\\n{"type": "map", "data": {"@x": 1}}\\n'
        printed 'superblock 300 7'
        """;
    FakeBpftrace fake = FakeBpftrace.causing(directory, garbage + HEALTHY);
    Probe probe = fake.open();
    probe.stop();
    assertThat(fake.losses()).containsExactly("ext4.bt: lines could not be understood x5");
    assertThat(probe.counts().skippedLines()).isEqualTo(1);
    assertThat(fake.events).contains(new JournalSuperblockWritten(300, 7));
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void halfALineAtTheEndIsCounted() throws IOException {
    String half =
        READY + "printf '{\"type\": \"printf\", \"data\": \"issue 300 7 73'\nexec sleep 600\n";
    FakeBpftrace fake = FakeBpftrace.causing(directory, half);
    fake.openForShort().stop(); // it does not beat, so what it has still to tell is waited for
    assertThat(fake.losses()).containsExactly("ext4.bt: lines could not be understood x1");
  }

  @Test
  void aMegabyteOnStderrNeitherBlocksNorHidesTheReason() throws IOException {
    String flood = "yes 'WARNING: again and again' | head -c 1048576 >&2\n";
    FakeBpftrace well = FakeBpftrace.causing(directory, flood + HEALTHY);
    well.open().stop();
    assertThat(well.losses()).isEmpty();

    String line = "head -c 1048576 /dev/zero | tr '\\0' x >&2\n";
    FakeBpftrace dying = FakeBpftrace.causing(directory, flood + line + "echo >&2\n" + REAL_ERROR);
    assertThat(refusal(dying::open).why()).contains("tracepoint not found");
    assertThat(dying.leftSomethingRunning()).isFalse();
  }

  @Test
  void aWarningThatIsAllThatWasSaidIsTold() throws IOException {
    String said =
        """
        echo 'ERROR: Unknown error -1: could not set RLIMIT_MEMLOCK for bpftrace. If your' >&2
        echo 'program is not loading, you can try "ulimit -l 8192" to fix the problem' >&2
        %s
        exit 1
        """;
    String warning = "echo 'stdin:9:1: WARNING: ext4:nope is not traceable' >&2";
    FakeBpftrace fake = FakeBpftrace.causing(directory, said.formatted(warning));
    assertThat(refusal(fake::open).why())
        .isEqualTo("stdin:9:1: WARNING: ext4:nope is not traceable (exit code 1)");
    FakeBpftrace silent = FakeBpftrace.causing(directory, said.formatted(""));
    assertThat(refusal(silent::open).why()).isEqualTo("exit code 1");
  }

  @Test
  void lostEventsInEveryFormAreReported() throws IOException {
    String lost =
        """
        printf '{"type": "lost_events", "data": {"events": 9049}}\\n'
        printf '{"type":"lost_events","data":{"events":"7"}}\\n{"type":"lost_events","data":"2"}\\n'
        echo 'Lost 12 events' >&2
        """;
    FakeBpftrace fake = FakeBpftrace.causing(directory, lost + HEALTHY);
    fake.open().stop();
    assertThat(fake.losses())
        .containsExactlyInAnyOrder(
            "ext4.bt: events did not fit the kernel's buffer x9058",
            "ext4.bt: events were lost x12");
  }

  @Test
  void oneThatIgnoresSigintIsKilledAndThatIsALoss() throws IOException {
    FakeBpftrace fake = FakeBpftrace.causing(directory, "trap '' INT TERM\n" + HEALTHY);
    fake.openForShort().stop();
    assertThat(fake.leftSomethingRunning()).isFalse();
    assertThat(fake.losses()).containsExactly("ext4.bt: it did not end when it was asked to x1");
  }

  @Test
  void oneThatForgetsTheFirstSigintGetsAnother() throws IOException {
    String last = "last() { printed 'superblock 300 7'; exit 0; }\n";
    String forgetful = "trap 'trap last INT' INT\n" + READY + BEATS;
    FakeBpftrace fake = FakeBpftrace.causing(directory, last + forgetful);
    fake.open().stop();
    assertThat(fake.events).hasSize(1);
    assertThat(fake.losses()).isEmpty();
  }

  @Test
  void oneThatClosesItsOutputButLivesOnIsALossAndIsEnded() throws Exception {
    FakeBpftrace fake = FakeBpftrace.causing(directory, READY + "exec sleep 600 >&-\n");
    try (Probe probe = fake.open()) {
      waitForFailure(probe);
      assertThat(probe.failure()).hasValueSatisfying(why -> assertThat(why).contains("lives on"));
    }
    assertThat(fake.leftSomethingRunning()).isFalse();
  }

  @Test
  void whatIsPrintedAfterSigintStillArrives() throws IOException {
    String last = "trap 'printed \"superblock 300 7\"; exit 0' INT\n";
    FakeBpftrace fake = FakeBpftrace.causing(directory, last + READY + BEATS);
    Probe probe = fake.open();
    probe.stop();
    probe.stop();
    assertThat(fake.events).hasSize(1);
    assertThat(fake.losses()).isEmpty();
  }

  @Test
  void whatTheConsumerThrowsIsThrownByStop() throws IOException {
    FakeBpftrace fake = FakeBpftrace.causing(directory, HEALTHY);
    Probe probe =
        fake.open(
            fake.plan(LogicalProbe.SYSCALLS),
            event -> {
              throw new IllegalStateException("full");
            });
    probe.report(new WorkloadEnded(400));
    assertThatThrownBy(probe::stop).hasMessage("full");
  }

  @Test
  void anotherThreadsEventsTakeTheirPlaceByTime() throws IOException {
    FakeBpftrace fake = FakeBpftrace.causing(directory, "printed 'superblock 300 7'\n" + HEALTHY);
    Probe probe = fake.open();
    probe.report(new WorkloadEnded(250));
    probe.stop();
    assertThat(fake.events).extracting("timeNs").isEqualTo(List.of(250L, 300L));
  }

  private static ProbeRefused refusal(Runnable action) {
    ProbeRefused refused = catchThrowableOfType(ProbeRefused.class, action::run);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.mend()).isNotEmpty();
    return refused;
  }

  private static void waitForFailure(Probe probe) throws InterruptedException {
    while (probe.failure().isEmpty()) {
      Thread.sleep(10);
    }
  }
}
