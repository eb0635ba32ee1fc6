package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a command does on btrfs that other file systems do not know: files that share their
/// extents, and subvolumes.
class RunBtrfsSharingIT extends RunFixture {
  private static final int PAGE = 4096;

  @Override
  Following following() throws Exception {
    return new Following(directory, LoopKind.BTRFS.make(directory));
  }

  @Test
  void copyThatSharesTheExtentsOfTheFile() throws Exception {
    Files.write(command.target().mountPoint().resolve("source"), new byte[104_729]);
    command.target().sync();
    WriteReport report =
        command.settled("cp", "--reflink=always", command.at("source"), command.at("copy"));
    assertThat(report.number("/logical/bytes")).isZero();
    assertThat(report.requests("data")).isEmpty();
    assertThat(Following.process(report, "cp").get("device_bytes").asLong())
        .isEqualTo(report.number("/settled/device_bytes"))
        .isPositive();
    assertThat(command.file(report, "copy").get("device_bytes").asLong()).isPositive();
  }

  /// The kernel shares what it can: the bytes are written, but go nowhere.
  @Test
  void copyByCopyFileRange() throws Exception {
    Files.write(command.target().mountPoint().resolve("source"), new byte[104_729]);
    command.target().sync();
    String program =
        """
        import os, sys
        source = os.open(sys.argv[1] + '/source', os.O_RDONLY)
        copy = os.open(sys.argv[1] + '/copy', os.O_CREAT | os.O_WRONLY, 0o644)
        os.copy_file_range(source, copy, 104729)
        """;
    WriteReport report = command.settled("python3", "-c", program, command.mountPoint());
    assertThat(command.file(report, "copy").get("bytes").asLong()).isEqualTo(104_729);
    assertThat(report.requests("data")).isEmpty();
    assertThat(report.dataWrites())
        .hasSize(1)
        .allSatisfy(it -> assertThat(it.get("durable_after_ns").isNull()).isFalse());
  }

  /// An inode's number is unique within its subvolume only.
  @Test
  void filesOfTheSameNumberInTwoSubvolumes() throws Exception {
    Path outer = command.target().mountPoint().resolve("outer");
    Path inner = command.target().mountPoint().resolve("inner");
    RealKernel.run("btrfs", "subvolume", "create", outer.toString());
    RealKernel.run("btrfs", "subvolume", "create", inner.toString());
    Files.write(outer.resolve("file"), new byte[5 * PAGE]);
    Files.write(inner.resolve("file"), new byte[5 * PAGE]);
    command.target().sync();
    String program =
        """
        import os, sys
        for name, bytes_, in (('inner', 3 * 4096), ('outer', 2 * 4096)):
            f = os.open(sys.argv[1] + '/' + name + '/file', os.O_WRONLY)
            os.write(f, bytes(bytes_))
            os.write(f, bytes(7))
            if name == 'inner':
                os.fsync(f)
        """;
    List<String> words = new ArrayList<>(List.of("run", "--json", json.toString()));
    words.addAll(List.of("--target", outer.toString(), "--settle", "sync", "--", "python3", "-c"));
    words.addAll(List.of(program, command.mountPoint()));
    Ended ended = command.iotrace().run(words.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    WriteReport report = WriteReport.of(Files.readString(json)).assertBooksClosed();
    JsonNode named = command.file(report, "outer/file");
    long number = named.get("inode").asLong();
    JsonNode other =
        Following.files(report).stream()
            .filter(it -> it.get("inode").asLong() != number)
            .filter(it -> (it.get("inode").asLong() & 0xffff_ffff_ffffL) == number)
            .findFirst()
            .orElseThrow();
    assertThat(named.get("bytes").asLong()).isEqualTo(2 * PAGE + 7);
    assertThat(other.get("bytes").asLong()).isEqualTo(3 * PAGE + 7);
    assertThat(other.get("path").asString()).isEmpty();
    assertThat(WriteReport.deviceBytes(named, "data")).isEqualTo(3 * PAGE);
    assertThat(WriteReport.deviceBytes(other, "data")).isEqualTo(4 * PAGE);
    assertThat(named.get("syncs").asLong()).isZero();
    assertThat(WriteReport.deviceBytes(named, "journal")).isZero();
    assertThat(WriteReport.deviceBytes(other, "journal")).isPositive();
  }
}
