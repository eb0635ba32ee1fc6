package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.HostState;
import dev.iotrace.RealKernel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signals at each phase: documented exit code, partial report, nothing left.
class InterruptIT extends ProgramFixture {
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void whileTheScratchIsMade(String signal, int exitCode) throws Exception {
    Process process = iotrace.start("write", "--scratch=" + iotrace.scratch(""));
    Running.await(() -> !HostState.below(iotrace.images()).isEmpty());
    assertEndsClean(process, signal, exitCode);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void whileProbesAreAttached(String signal, int exitCode) throws Exception {
    Process process = iotrace.start("write", "--scratch=" + iotrace.scratch(""));
    Running.await(() -> !iotrace.children("bpftrace").isEmpty());
    assertEndsClean(process, signal, exitCode);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void betweenWrites(String signal, int exitCode) throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Process process =
          iotrace.start(
              "write",
              "--json",
              "--count=1000",
              "--interval=100ms",
              "--sync=fsync",
              "--target=" + target.mountPoint());
      Running.awaitFile(target.mountPoint(), 12);
      WriteReport report = assertPartialReport(assertEndsClean(process, signal, exitCode));
      assertThat(report.number("/logical/writes")).isBetween(3L, 999L);
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void whileTheKernelSettles(String signal, int exitCode) throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Process process = iotrace.start("write", "--json", "--target=" + target.mountPoint());
      Running.awaitFile(target.mountPoint(), 4);
      Thread.sleep(1000);
      WriteReport report = assertPartialReport(assertEndsClean(process, signal, exitCode));
      assertThat(report.number("/logical/bytes")).isEqualTo(4);
      assertThat(report.json().at("/settled/complete").asBoolean()).isFalse();
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  @Test
  void whatAKillLeavesTheNextCommandRemoves() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      // It writes for longer than any machine takes to begin the other.
      Process onTarget =
          iotrace.start(
              "write", "--count=1000", "--interval=1s", "--target=" + target.mountPoint());
      Running.awaitFile(target.mountPoint(), 4);
      Process onScratch = iotrace.start("write", "--scratch=" + iotrace.scratch(""));
      Running.await(() -> iotrace.children("bpftrace").size() == 4);
      // A running one ends by itself when nobody reads what it prints, which may be at once.
      ProcessHandle stopped = iotrace.children("bpftrace").getFirst();
      RealKernel.run("kill", "-STOP", Long.toString(stopped.pid()));
      onTarget.destroyForcibly().waitFor();
      onScratch.destroyForcibly().waitFor();
      assertThat(stopped.isAlive()).isTrue();
      assertThat(Running.files(target.mountPoint())).hasSize(1);
      assertThat(iotrace.left()).hasSizeGreaterThan(5);

      Ended next = iotrace.run("write", "--settle=none", "--scratch=" + iotrace.scratch(""));
      assertThat(next.exitCode()).as(next.stderr()).isZero();
      assertThat(next.stderr()).contains("removed process", "removed mount", "removed file");
      assertThat(iotrace.left()).isEmpty();
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  private Ended assertEndsClean(Process process, String signal, int exitCode) throws Exception {
    RealKernel.run("kill", "-" + signal, Long.toString(process.pid()));
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(exitCode);
    assertThat(iotrace.left()).isEmpty();
    return ended;
  }

  private static WriteReport assertPartialReport(Ended ended) {
    WriteReport report = WriteReport.of(ended.stdout());
    assertThat(report.text("/outcome/state")).isEqualTo("interrupted");
    assertThat(List.of(report.json().propertyNames().toArray())).contains("writes", "audit");
    return report;
  }
}
