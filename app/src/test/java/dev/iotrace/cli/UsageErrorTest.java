package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageErrorTest {
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
        "report",
        "report one two",
        "report no-such-file.jsonl",
        "report no-such-file.jsonl --json --csv",
      })
  void isOneLineOnStderrAndExitCodeTwo(String line) {
    CommandRun run = CommandRun.of(line.split(" "));
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1).first().asString().startsWith("iotrace: ");
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
