package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.registry.Registry;
import dev.iotrace.scratch.SystemRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageErrorTest {
  /// What a run that was killed has left behind; none has this process id, PID_MAX_LIMIT of
  /// include/linux/threads.h.
  private Path left = Path.of("");

  @BeforeEach
  void leaveSomethingBehind() throws IOException {
    Path runs = Registry.defaultDirectory();
    Registry.open(runs, new SystemRemover());
    left = runs.resolve("4194305-1-1");
    Files.write(left, new byte[0]);
  }

  @AfterEach
  void removeIt() throws IOException {
    Files.deleteIfExists(left);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "--nonsense",
        "write --nonsense",
        "write stray",
        "write --bytes",
        "write --bytes many",
        "write --bytes 9000000000g",
        "write --count 0",
        "write --count -1",
        "write --offset -4",
        "write --pattern zigzag",
        "write --syscall fsync",
        "write --syscall frobnicate",
        "write --open-flags direct,nope",
        "write --open-flags direct --syscall mmap",
        "write --sync sometimes",
        "write --sync fsync --sync-every 0",
        "write --prealloc maybe",
        "write --interval soon",
        "write --settle maybe",
        "write --timeout never",
        "write --target /tmp --scratch ext4",
        "compare stray",
        "compare --existing /tmp/f",
        "compare --keep",
        "compare --repeat 0",
        "compare --repeat often",
        "compare --scratch zfs",
        "compare --scratch ext4,size=64m",
        "compare --scratch ext4[size=64m",
        "compare --sync fsync,sometimes",
        "compare --open-flags none,direct+nope",
        "compare --open-flags none,direct --syscall mmap",
        "bench",
        "bench nonsense",
        "bench write stray",
        "bench write --total 0",
        "bench write --block 0",
        "bench write --block 3g --total 6g",
        "bench write --block 8k --total 4k",
        "bench write --block 3k --total 4k",
        "bench write --pattern zigzag",
        "bench write --sync sometimes",
        "bench write --closing sometimes",
        "bench write --open-flags append",
        "bench write --open-flags nope",
        "bench write --prealloc maybe",
        "bench write --rounds 0",
        "bench write --warm-up -1",
        "bench write --limit 0",
        "bench write --interval 0",
        "bench write --engine posixaio",
        "bench write --engine sync --depth 2",
        "bench write --depth 0",
        "bench write --depth deep",
        "bench write --engine io_uring --depth 0",
        "bench write --engine io_uring --depth 32769",
        "bench write --engine io_uring --sync syncfs",
        "bench write --target /tmp --scratch ext4",
        "bench write --target /no/such/directory",
        "bench write --scratch nonsense",
        "bench write --json=pom.xml",
        "bench matrix stray",
        "bench matrix --sizes 0",
        "bench matrix --sizes many",
        "bench matrix --sizes 8k-4k",
        "bench matrix --sizes 2m --bytes 1m",
        "bench matrix --bytes 0",
        "bench matrix --only FSYNC,SOMETIMES",
        "bench matrix --cell-time 0",
        "bench matrix --rounds 0",
        "bench matrix --destroy-data",
        "bench matrix --yes --target /tmp",
        "bench matrix --existing f --target /tmp",
        "bench matrix --results r --resume r",
        "bench matrix --results pom.xml",
        "bench matrix --target /no/such/directory",
        "bench matrix --existing /no/such/file",
        "safety stray",
        "safety --sizes 0",
        "safety --sizes 4k,0",
        "safety --sizes 4k,4096 --block 4k",
        "safety --sizes many",
        "safety --sizes 1m --block 2m",
        "safety --sizes 1m --block 3k",
        "safety --block 0",
        "safety --block 2g --sizes 4g",
        "safety --rounds 0",
        "safety --rounds often",
        "safety --target /tmp --scratch ext4",
        "safety --target /no/such/directory",
        "safety --series=pom.xml",
        "copy",
        "copy one",
        "copy one two three",
        "copy no-such-file /tmp/copy",
        "copy /tmp /tmp/copy",
        "copy /etc/passwd /no/such/directory/copy",
        "copy /etc/passwd /etc/passwd",
        "copy /etc/passwd /etc/passwd --force",
        "copy /etc/passwd /tmp/copy --strategy teleport",
        "copy /etc/passwd /tmp/copy --advice none-needed",
        "copy /etc/passwd /tmp/copy --prealloc maybe",
        "copy /etc/passwd /tmp/copy --sparse --prealloc fallocate",
        "copy /etc/passwd /tmp/copy --strategy reflink --prealloc truncate",
        "copy /etc/passwd /tmp/copy --reserve much",
        "bench copy",
        "bench copy no-such-file",
        "bench copy /tmp",
        "bench copy /etc/passwd --strategy auto",
        "bench copy /etc/passwd --strategy splice,teleport",
        "bench copy /etc/passwd --rounds 0",
        "bench copy /etc/passwd --cache lukewarm",
        "bench copy /etc/passwd --sparse --prealloc fallocate",
        "bench copy /etc/passwd --strategy reflink --prealloc truncate",
        "bench copy /etc/passwd --target /no/such/directory",
        "report",
        "report one two",
        "report no-such-file.jsonl",
        "report no-such-file.jsonl --json --csv",
        "diff",
        "diff one",
        "diff no-such-file.json another.json",
        "diff /etc/passwd /etc/passwd",
        "diff /etc /etc --csv --json",
        "assert",
        "assert no-such-file.json",
        "assert no-such-file.json --max-ratio 20",
        "assert /etc/passwd --require closed",
        "assert /etc/passwd --require sound",
        "assert /etc/passwd --max-ratio much",
        "assert /etc/passwd --max-durable soon",
      })
  void isOneLineOnStderrAndExitCodeTwoAndTouchesNothing(String line) {
    CommandRun run = CommandRun.of(line.split(" "));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().startsWith("iotrace: ");
    assertThat(left).exists();
  }

  @Test
  void noCommandIsOneToo() {
    CommandRun run = CommandRun.of();
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void whatIsNamedInTheLineDoesNotDriveTheTerminal() {
    CommandRun run = CommandRun.of("report", "\u001b[2J\nno\u202esuch");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err().strip()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
  }
}
