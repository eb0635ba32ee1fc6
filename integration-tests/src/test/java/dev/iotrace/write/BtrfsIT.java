package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each way to write on btrfs with its trees kept once, twice and on two disks: the books close, no
/// link is a guess, nothing is left without a cause, the bytes arrive and are safe.
class BtrfsIT extends ProgramFixture {
  private static final List<String> WAYS =
      List.of(
          "--bytes 4",
          "--bytes 4 --count 7 --sync fsync",
          "--bytes 4096 --count 23 --open-flags append",
          "--bytes 4096 --count 7 --sync fdatasync",
          "--bytes 4096 --count 23 --open-flags direct",
          "--bytes 4096 --count 7 --open-flags direct,dsync",
          "--bytes 4096 --count 3 --sync syncfs",
          "--bytes 1m --count 8",
          "--bytes 5000 --count 7 --syscall mmap --sync fsync",
          "--bytes 5000 --count 7 --syscall copy_file_range",
          "--bytes 4096 --count 23 --prealloc fallocate --pattern random --sync fdatasync",
          "--bytes 4096 --count 23 --pattern same --sync fsync");

  static Stream<Arguments> wayOnEachProfile() {
    return Stream.of("single", "dup", "raid1")
        .flatMap(profile -> WAYS.stream().map(way -> Arguments.of(profile, way)));
  }

  @ParameterizedTest
  @MethodSource("wayOnEachProfile")
  void everyByteIsAccountedForAndInTheFile(String profile, String options) throws Exception {
    try (LoopBtrfs target = LoopBtrfs.make(directory, profile)) {
      Way way = new Way(options);
      long before = target.writtenBytes();
      WriteReport report = way.write(iotrace, target.mountPoint(), "");
      assertThat(target.writtenBytes() - before)
          .as("the devices' own counters, what prepared the workload included")
          .isGreaterThanOrEqualTo(report.number("/settled/device_bytes"));
      assertThat(report.text("/tool/causes_probe")).isEqualTo("btrfs");
      way.assertArrived(report);
      boolean inline = way.fileBytes(report) < 2048;
      assertThat(report.deviceBytes("data"))
          .isGreaterThanOrEqualTo(inline ? 0 : way.fileBytes(report) * target.disks().size());
      if (inline) {
        assertThat(report.requests("data")).isEmpty();
      }
      assertThat(generationOf(target)).isEqualTo(newest(report));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "fsync"})
  void anExistingFileIsOverwrittenElsewhere(String sync) throws Exception {
    try (LoopBtrfs target = LoopBtrfs.make(directory, "dup")) {
      Path file = Files.write(target.mountPoint().resolve("existing"), new byte[1 << 20]);
      target.sync();
      WriteReport report =
          iotrace
              .write(
                  "--existing",
                  file.toString(),
                  "--bytes",
                  "4096",
                  "--offset",
                  "8192",
                  "--sync",
                  sync,
                  "--settle",
                  "sync")
              .assertAlone();
      assertThat(report.deviceBytes("data")).isEqualTo(4096);
      assertThat(report.writes()).noneMatch(it -> it.get("durable_after_ns").isNull());
    }
  }

  /// What the superblock says, by btrfs-progs.
  private static long generationOf(LoopBtrfs target) throws Exception {
    return target
        .inspect("dump-super")
        .lines()
        .filter(line -> line.startsWith("generation"))
        .mapToLong(line -> Long.parseLong(line.substring("generation".length()).strip()))
        .findFirst()
        .orElseThrow();
  }

  private static long newest(WriteReport report) {
    return report.requests("superblock").stream()
        .filter(it -> it.get("path").asString().equals("tree_commit"))
        .mapToLong(it -> it.get("transaction").asLong())
        .max()
        .orElseThrow();
  }
}
