package dev.iotrace.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `iotrace copy` as users start it: what it says, its exit codes, signals.
class CopyCommandIT {
  @TempDir Path directory;

  private Path source(String size) throws Exception {
    Path source = directory.resolve("source");
    RealKernel.run("sh", "-c", "head -c " + size + " /dev/urandom > " + source);
    return source;
  }

  @Test
  void saysWhatWasDone() throws Exception {
    Path source = source("5000000");
    Path target = directory.resolve("target");
    Ended ended =
        CopyProgram.run(
            "copy", "--verify", "--sync", "--strategy=splice", "" + source, "" + target);
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(ended.stderr()).isEmpty();
    assertThat(ended.stdout())
        .startsWith("5,000,000 bytes copied to ")
        .contains("by         splice in ")
        .contains("compared   equal")
        .contains("fsync");
    RealKernel.run("cmp", source.toString(), target.toString());
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void signalLeavesTheFirstBytes(String signal, int exitCode) throws Exception {
    Path source = source("100m");
    RealKernel.run("truncate", "--size=4G", source.toString()); // more than it can copy meanwhile
    Path target = directory.resolve("target");
    Process process =
        CopyProgram.start("copy", "--strategy=read-write-1k", "" + source, "" + target);
    while (process.isAlive() && (!Files.exists(target) || Files.size(target) == 0)) {
      Thread.sleep(1);
    }
    RealKernel.run("kill", "-" + signal, Long.toString(process.pid()));
    Ended ended = Ended.of(process);
    assertThat(ended.exitCode()).as(ended.stdout() + ended.stderr()).isEqualTo(exitCode);
    assertThat(ended.stdout()).contains("interrupted\n");
    long bytes = Files.size(target);
    assertThat(bytes).isBetween(1L, Files.size(source) - 1);
    assertThat(ended.stdout()).startsWith(String.format("%,d of ", bytes));
    RealKernel.run("cmp", "--bytes=" + bytes, source.toString(), target.toString());
  }

  @Test
  void betweenFileSystemsTheDefaultFindsAWayAndSaysWhich() throws Exception {
    RealKernel.assumeRoot();
    Path source = source("5000000");
    try (LoopDisk disk = LoopDisk.make(directory.toRealPath(), "ext4", "64M")) {
      Path target = disk.mountPoint().resolve("target");
      Ended ended = CopyProgram.run("copy", source.toString(), target.toString());
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(ended.stdout()).contains("by         read-write-256 in ").contains("EXDEV");
      RealKernel.run("cmp", source.toString(), target.toString());
    }
  }

  @Test
  void defaultFindsItAlsoWhereTheFileBeginsWithAHole() throws Exception {
    RealKernel.assumeRoot();
    Path source = directory.resolve("source");
    RealKernel.run("truncate", "--size=10M", source.toString());
    RealKernel.run("sh", "-c", "echo end >> " + source);
    try (LoopDisk disk = LoopDisk.make(directory.toRealPath(), "ext4", "64M")) {
      Path target = disk.mountPoint().resolve("target");
      Ended ended = CopyProgram.run("copy", "--sparse", source.toString(), target.toString());
      assertThat(ended.exitCode()).as(ended.stderr()).isZero();
      assertThat(ended.stdout()).contains("by         read-write-256 in ");
      RealKernel.run("cmp", source.toString(), target.toString());
    }
  }

  @Test
  void fullDiskIsOneSentenceAndExitCodeFive() throws Exception {
    RealKernel.assumeRoot();
    Path source = source("100m");
    try (LoopDisk disk = LoopDisk.make(directory.toRealPath(), "ext4", "64M")) {
      Path target = disk.mountPoint().resolve("target");
      Ended ended = CopyProgram.run("copy", "--quiet", source.toString(), target.toString());
      assertThat(ended.exitCode()).isEqualTo(5);
      assertThat(ended.stderr().lines()).hasSize(1);
      assertThat(ended.stderr())
          .contains("ENOSPC")
          .contains(target + " holds the first " + String.format("%,d", Files.size(target)));
      RealKernel.run("cmp", "--bytes=" + Files.size(target), source.toString(), target.toString());
    }
  }
}
