package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.RealKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a command writes on other file systems than the traced one.
class RunElsewhereIT extends RunFixture {
  private Path memory;

  @BeforeEach
  void mountMemory() throws Exception {
    memory = Files.createDirectory(directory.resolve("memory"));
    RealKernel.run("mount", "-t", "tmpfs", "tmpfs", memory.toString());
  }

  @AfterEach
  void unmountMemory() throws Exception {
    RealKernel.run("umount", memory.toString());
  }

  /// Pipes, devices and the kernel's own files are no places to write to.
  @Test
  void isCountedAndNamed() throws Exception {
    String script =
        "dd if=/dev/zero of=$1/file bs=1009 count=13 2>/dev/null; printf 12345 | cat >>$1/file;"
            + " echo gone >/dev/null; echo 0 >/proc/$$/oom_score_adj; printf 123 >$0/here";
    Path trace = temporary.resolve("trace.jsonl.gz");
    Ended ended =
        command
            .iotrace()
            .run(
                "run",
                "--settle=sync",
                "--json=" + json,
                "--trace=" + trace,
                "--target=" + command.mountPoint(),
                "sh",
                "-c",
                script,
                command.mountPoint(),
                memory.toString());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(ended.stderr()).contains("also wrote 13,122 bytes on").contains("(tmpfs)");
    WriteReport report = WriteReport.of(Files.readString(json)).assertBooksClosed();
    assertThat(report.number("/logical/bytes")).isEqualTo(3);
    List<JsonNode> elsewhere = report.json().at("/elsewhere").valueStream().toList();
    assertThat(elsewhere).hasSize(1);
    assertThat(elsewhere.getFirst().get("path").asString()).isEqualTo(memory.toString());
    assertThat(elsewhere.getFirst().get("file_system").asString()).isEqualTo("tmpfs");
    assertThat(elsewhere.getFirst().get("writes").asLong()).isEqualTo(14);
    assertThat(elsewhere.getFirst().get("bytes").asLong()).isEqualTo(13 * 1009 + 5);
    Ended replay = command.iotrace().run("report", trace.toString(), "--json");
    assertThat(WriteReport.of(replay.stdout()).json().at("/elsewhere"))
        .isEqualTo(report.json().at("/elsewhere"));
  }
}
