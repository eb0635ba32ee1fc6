package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each way to write and each kind of ext4: the books close, no link is a guess, the bytes arrive.
class MatrixIT extends ProgramFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--bytes 4096 --count 23 --open-flags direct",
        "--bytes 4096 --count 7 --open-flags dsync",
        "--bytes 4096 --count 7 --open-flags sync",
        "--bytes 4096 --count 7 --open-flags direct,dsync",
        "--bytes 4 --count 23 --open-flags append",
        "--bytes 4 --count 7 --sync fsync",
        "--bytes 4096 --count 7 --sync fdatasync",
        "--bytes 4096 --count 7 --sync sync_file_range",
        "--bytes 4096 --count 3 --sync syncfs",
        "--bytes 1m",
        "--bytes 4096 --count 1000",
        "--bytes 5000 --count 7 --syscall pwrite",
        "--bytes 5000 --count 7 --syscall writev",
        "--bytes 5000 --count 7 --syscall pwritev2",
        "--bytes 5000 --count 7 --syscall mmap",
        "--bytes 5000 --count 7 --syscall sendfile",
        "--bytes 5000 --count 7 --syscall splice",
        "--bytes 5000 --count 7 --syscall copy_file_range",
        "--bytes 4096 --count 23 --prealloc fallocate",
        "--bytes 4096 --count 23 --prealloc truncate",
        "--bytes 4096 --count 23 --prealloc fallocate --open-flags direct",
        "--bytes 4096 --count 23 --pattern random --sync fdatasync",
        "--bytes 4096 --count 23 --pattern same --sync fsync"
      })
  void everyByteIsAccountedForAndInTheFile(String options) throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Way way = new Way(options);
      WriteReport report = way.write(iotrace, target.mountPoint(), "");
      way.assertArrived(report);
      assertThat(report.deviceBytes("data")).isGreaterThanOrEqualTo(way.fileBytes(report));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "none, mount=data=journal",
    "fsync, mount=data=journal",
    "none, mount=data=writeback",
    "fsync, mount=data=writeback",
    "none, mkfs=-O ^has_journal",
    "fsync, mkfs=-O ^has_journal",
    "none, mkfs=-b 1024",
    "fsync, mkfs=-b 1024",
    "fsync, mkfs=-O bigalloc"
  })
  void everyKindOfExt4IsAccountedFor(String sync, String kind) throws Exception {
    WriteReport report =
        iotrace.write(
            "--bytes",
            "5000",
            "--count",
            "3",
            "--sync",
            sync,
            "--settle",
            "sync",
            "--scratch",
            iotrace.scratch("," + kind));
    report.assertAlone();
    if (sync.equals("fsync") || !kind.contains("^has_journal")) {
      assertThat(report.writes()).noneMatch(it -> it.get("durable_after_ns").isNull());
    } // else syncfs may write an inode once more after its flush, and that stays in the cache
  }

  /// They carry no transaction that a tracepoint would name, but the thread that makes them is
  /// known.
  @Test
  void fastCommitsAreChargedToTheFsyncsThatMakeThem() throws Exception {
    WriteReport report =
        iotrace.write(
            "--bytes",
            "4096",
            "--count",
            "7",
            "--sync",
            "fsync",
            "--settle",
            "sync",
            "--scratch",
            iotrace.scratch(",mkfs=-O fast_commit"));
    assertThat(report.assertBooksClosed().deviceBytes("data")).isEqualTo(7 * 4096);
  }

  /// Nothing but the data changes: no allocation, no size; fdatasync need not write times.
  @Test
  void overwriteWithFdatasyncIsTheDataAndOneFlush() throws Exception {
    try (LoopExt4 target = LoopExt4.make(directory)) {
      Path file = Files.write(target.mountPoint().resolve("existing"), new byte[1 << 20]);
      target.sync();
      DiskStat before = target.stat();
      WriteReport report =
          iotrace.write(
              "--existing",
              file.toString(),
              "--bytes",
              "4096",
              "--offset",
              "8192",
              "--sync",
              "fdatasync",
              "--settle",
              "none");
      assertThat(report.text("/audit/verdict")).isEqualTo("closed");
      assertThat(target.stat().minus(before).writeBytes()).isEqualTo(4096);
      assertThat(report.number("/audit/device_counter/write_bytes")).isEqualTo(4096);
      assertThat(report.number("/audit/device_counter/flushes")).isEqualTo(1);
      assertThat(report.number("/at_return/device_bytes")).isEqualTo(4096);
      assertThat(report.requests("data")).hasSize(1);
      assertThat(report.requests("flush")).hasSize(1);
      assertThat(report.requests("journal")).isEmpty();
      assertThat(report.writes().getFirst().get("durable_after_ns").asLong())
          .isGreaterThanOrEqualTo(report.requests("flush").getFirst().get("completed_ns").asLong());
      byte[] content = Files.readAllBytes(file);
      assertThat(content).hasSize(1 << 20);
      assertThat(Arrays.copyOfRange(content, 8192, 12288)).doesNotContain((byte) 0);
      assertThat(Arrays.copyOfRange(content, 0, 8192)).containsOnly(0);
    }
  }
}
