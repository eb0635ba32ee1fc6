package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.MountPoint;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What cannot be done is refused in one line that says what, why and the mend, and leaves nothing.
class FaultIT extends ProgramFixture {
  private static final String BPFTRACE = "IOTRACE_BPFTRACE";

  @AfterEach
  void nothingIsLeft() throws Exception {
    assertThat(iotrace.left()).isEmpty();
  }

  @Test
  void bpftraceMissing() throws Exception {
    iotrace.with(BPFTRACE, "/nonexistent");
    assertRefused(3, scratchRun(), "/nonexistent", "not an executable file", "unset it");
  }

  @Test
  void bpftraceNotInThePath() throws Exception {
    iotrace.with("PATH", "/nonexistent");
    Ended ended = iotrace.run("write", "--backend", "bpftrace", "--scratch=" + iotrace.scratch(""));
    assertRefused(3, ended, "bpftrace is not in PATH", "apt-get install bpftrace");
  }

  @Test
  void bpftraceNotExecutable() throws Exception {
    Path file = Files.writeString(directory.resolve("bpftrace"), "#!/bin/sh\n");
    iotrace.with(BPFTRACE, file.toString());
    assertRefused(3, scratchRun(), "not an executable file", "unset it");
  }

  @Test
  void bpftraceThatDiesBeforeItIsReady() throws Exception {
    iotrace.with(BPFTRACE, bpftrace("echo 'ERROR: no such probe' >&2; exit 1").toString());
    assertRefused(3, scratchRun(), "did not start", "no such probe");
  }

  @Test
  void bpftraceThatPrintsATypeOfTomorrow() throws Exception {
    String more = "echo '{\"type\": \"weather\", \"data\": \"rain\"}'; exec bpftrace \"$@\"";
    iotrace.with(BPFTRACE, bpftrace(more).toString());
    WriteReport report =
        iotrace.write("--sync=fsync", "--settle=sync", "--scratch=" + iotrace.scratch(""));
    report.assertBooksClosed();
    assertThat(report.number("/audit/skipped_lines")).isEqualTo(2);
  }

  /// What has not been told yet is not missing: nothing is synced a second time.
  @Test
  void bpftraceThatTellsEverythingLate() throws Exception {
    String late =
        """
        exec python3 -c '
        import queue, signal, subprocess, sys, threading, time
        real = subprocess.Popen(["bpftrace"] + sys.argv[1:], stdout=subprocess.PIPE)
        signal.signal(signal.SIGINT, lambda *_: real.send_signal(signal.SIGINT))
        lines = queue.SimpleQueue()
        def tell():
            while (told := lines.get()) is not None:
                time.sleep(max(0, told[0] + 13 - time.monotonic()))
                sys.stdout.buffer.write(told[1])
                sys.stdout.buffer.flush()
        teller = threading.Thread(target=tell)
        teller.start()
        for line in real.stdout:
            lines.put((time.monotonic(), line))
        lines.put(None)
        teller.join()
        ' "$@"
        """;
    iotrace.with(BPFTRACE, bpftrace(late).toString());
    Path trace = directory.resolve("trace.jsonl");
    Ended ended = syncedRun("--trace=" + trace);
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    WriteReport.of(ended.stdout()).assertBooksClosed();
    assertThat(Files.readAllLines(trace))
        .filteredOn(it -> it.contains("call_intended") && it.contains("\"syncfs\""))
        .hasSize(1);
  }

  @Test
  void bpftraceThatSeesNothingClosesNoBooks() throws Exception {
    String blind =
        """
        printf '{"type": "printf", "data": "ready %s 1\\\\n"}\\n' 1 2
        trap exit INT
        while :; do sleep 0.1; done
        """;
    iotrace.with(BPFTRACE, bpftrace(blind).toString());
    Ended ended = syncedRun("--timeout=5s");
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(4);
    WriteReport report = WriteReport.of(ended.stdout());
    assertThat(report.text("/audit/verdict")).isEqualTo("lower_bound");
    assertThat(report.number("/audit/difference_bytes"))
        .isPositive()
        .isEqualTo(report.number("/audit/device_counter/write_bytes"));
  }

  /// A disk whose image has no room for what is written to it: its writes fail.
  @Test
  void deviceThatFailsIsReportedAsFarAsItWent() throws Exception {
    try (MountPoint memory = MountPoint.make(directory.resolve("memory"))) {
      RealKernel.run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", memory.toString());
      try (LoopExt4 target = LoopExt4.make(memory.path(), "-E", "nodiscard")) {
        Ended ended =
            iotrace.run(
                "write",
                "--json",
                "--bytes=64k",
                "--count=503",
                "--settle=sync",
                "--target=" + target.mountPoint());
        assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(5);
        WriteReport report = WriteReport.of(ended.stdout());
        assertThat(report.text("/outcome/state")).isEqualTo("failed");
        assertThat(report.text("/outcome/failure")).contains("could not be synced");
        assertThat(report.writes())
            .anySatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isTrue());
      }
      RealKernel.run("umount", memory.toString());
    }
  }

  @Test
  void bpftraceThatIsKilledInTheMiddle() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Process process =
          iotrace.start(
              "write", "--json", "--settle=drain", "--target", target.mountPoint().toString());
      Running.awaitFile(target.mountPoint(), 4);
      iotrace.children("bpftrace").forEach(ProcessHandle::destroyForcibly);
      Ended ended = Ended.of(process);
      assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(4);
      assertThat(WriteReport.of(ended.stdout()).text("/audit/verdict")).isEqualTo("lower_bound");
      assertThat(Running.files(target.mountPoint())).isEmpty();
    }
  }

  @Test
  void notRoot() throws Exception {
    Ended ended = Nobody.of(directory).run(iotrace, "write");
    assertRefused(3, ended, "only root", "may load probes", "sudo");
  }

  @Test
  void targetMissing() throws Exception {
    assertRefused(2, targetRun(directory.resolve("missing")), "missing");
  }

  @Test
  void targetThatIsAFile() throws Exception {
    assertRefused(2, targetRun(Files.createFile(directory.resolve("file"))), "directory");
  }

  @Test
  void targetInMemory() throws Exception {
    assertRefused(3, targetRun(Path.of("/dev/shm")), "memory");
  }

  @Test
  void targetReadOnly() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      RealKernel.run("mount", "-o", "remount,ro", target.mountPoint().toString());
      assertRefused(2, targetRun(target.mountPoint()), "read-only");
    }
  }

  @Test
  void targetThatIsFullEndsWithThePartialReport() throws Exception {
    Ended ended =
        iotrace.run(
            "write",
            "--bytes=1m",
            "--count=100",
            "--settle=sync",
            "--json",
            "--scratch=ext4,size=8m,dir=" + iotrace.images());
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(5);
    WriteReport report = WriteReport.of(ended.stdout()).assertBooksClosed();
    assertThat(report.text("/outcome/state")).isEqualTo("failed");
    assertThat(report.text("/outcome/failure")).contains("ENOSPC");
    assertThat(report.number("/logical/bytes")).isPositive().isLessThan(8 << 20);
    assertThat(report.deviceBytes("data")).isGreaterThanOrEqualTo(report.number("/logical/bytes"));
  }

  @Test
  void noSpaceForTheImage() throws Exception {
    Ended ended = iotrace.run("write", "--scratch=ext4,size=1048576t,dir=" + iotrace.images());
    assertRefused(3, ended, "bytes free", "size=");
  }

  @Test
  void existingFileMissing() throws Exception {
    Ended ended = iotrace.run("write", "--existing", directory.resolve("missing").toString());
    assertRefused(2, ended, "missing");
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path file = Files.writeString(directory.resolve("there"), "precious");
    String scratch = "--scratch=" + iotrace.scratch("");
    assertRefused(2, iotrace.run("write", scratch, "--json=" + file), "exists", "remove");
    assertRefused(2, iotrace.run("write", scratch, "--csv=" + file), "exists", "remove");
    assertRefused(2, iotrace.run("write", scratch, "--trace=" + file), "exists", "remove");
    assertThat(file).hasContent("precious");
  }

  private Ended scratchRun() throws Exception {
    return iotrace.run("write", "--scratch=" + iotrace.scratch(""));
  }

  private Ended syncedRun(String option) throws Exception {
    String scratch = "--scratch=" + iotrace.scratch("");
    return iotrace.run("write", "--json", "--sync=fsync", "--settle=sync", option, scratch);
  }

  private Ended targetRun(Path target) throws Exception {
    return iotrace.run("write", "--target", target.toString());
  }

  /// A bpftrace that tells about itself as the real one does, but runs no probe.
  private Path bpftrace(String instead) throws Exception {
    Path file = directory.resolve("bpftrace");
    Files.writeString(
        file, "#!/bin/sh\ncase $1 in --version|--info) exec bpftrace $1;; esac\n" + instead + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /// The last line; notes about the target may stand before it.
  private static void assertRefused(int exitCode, Ended ended, String... words) {
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(exitCode);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr().lines().filter(it -> !it.contains("is a loop device"))).hasSize(1);
    assertThat(ended.stderr()).startsWith("iotrace: ").contains(words).contains("; ");
  }
}
