package dev.iotrace.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a command gets from its caller, and what its caller gets of it, is as without iotrace.
class RunStreamsIT extends RunFixture {
  /// Tells environment, working directory and rights.
  private static final String TELL =
      """
      import os, sys
      def usable(line): # signals 32 and 33 are the C library's, and nobody's else
          name, value = line.split()
          return name, int(value, 16) & ~(3 << 31)
      def tell(name):
          told = [os.getcwdb(), repr(sorted(os.environb.items())).encode(),
                  repr((os.getresuid(), os.getresgid(), sorted(os.getgroups()))).encode(),
                  repr(sorted(n for n in os.listdir('/proc/self/fd') if int(n) < 3)).encode(),
                  repr([usable(l) for l in open('/proc/self/status')
                        if l.startswith(('Sig', 'NoNew')) and not l.startswith('SigQ')]).encode(),
                  open('/proc/self/limits', 'rb').read()]
          open(name, 'wb').write(b'\\n'.join(told))
      """;

  @Test
  void muchOutputGoesThroughUntouched() throws Exception {
    Ended ended = run(List.of(), "seq", "1", "300000");
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    String expected =
        IntStream.rangeClosed(1, 300_000)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(ended.stdout().equals(expected)).isTrue();
  }

  @Test
  void commandWhoseReaderGoesIsEndedByThat() throws Exception {
    Path code = temporary.resolve("code");
    String pipe = "{ \"$@\"; echo $? >" + code + "; } | head -n 1";
    Ended ended = run(List.of("sh", "-c", pipe, "sh"), "sh", "-c", "printf 123 >$0/f; yes");
    assertThat(ended.stdout()).isEqualTo("y\n");
    assertThat(Files.readString(code).strip()).isEqualTo(Integer.toString(128 + 13));
    WriteReport report = WriteReport.of(Files.readString(json)).assertBooksClosed();
    assertThat(command.file(report, "f").get("bytes").asLong()).isEqualTo(3);
  }

  /// Nobody reads the report for people, either.
  @Test
  void reportThatNobodyReads() throws Exception {
    Ended ended =
        run(
            List.of("sh", "-c", "\"$@\" 2>&1 >/dev/null | true", "sh"),
            "sh",
            "-c",
            "printf 12 >$0/f");
    assertThat(ended.exitCode()).isZero();
    WriteReport report = WriteReport.of(Files.readString(json)).assertBooksClosed();
    assertThat(command.file(report, "f").get("bytes").asLong()).isEqualTo(2);
  }

  @Test
  void closedInputIsNoFileOfOurs() throws Exception {
    Ended ended =
        run(
            List.of("sh", "-c", "exec \"$@\" <&-", "sh"),
            "sh",
            "-c",
            "readlink /proc/$$/fd/0; cat; exit 5");
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(5);
    assertThat(ended.stdout()).isEqualTo("/dev/null\n");
  }

  @Test
  void programThatIsNotExecutable() throws Exception {
    Path text = Files.writeString(temporary.resolve("text"), "no program");
    Ended ended = run(List.of(), text.toString());
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(126);
    assertThat(ended.stderr()).contains(text + ": Permission denied");
  }

  @Test
  void programThatIsNotThere() throws Exception {
    Ended ended = run(List.of(), "no-such-command");
    assertThat(ended.exitCode()).as(ended.stderr()).isEqualTo(127);
    assertThat(ended.stderr()).contains("no-such-command: not found");
  }

  @Test
  void rightsOfRootOnlyWhenAskedFor() throws Exception {
    command.iotrace().with("SUDO_UID", "65534").with("SUDO_GID", "65534");
    Ended asNobody = run(List.of(), "id", "-u");
    assertThat(asNobody.stdout()).as(asNobody.stderr()).isEqualTo("65534\n");
    Files.delete(json);
    Ended asRoot = Ended.of(start(List.of(), List.of("--as-root"), "id", "-u"));
    assertThat(asRoot.stdout()).as(asRoot.stderr()).isEqualTo("0\n");
  }

  @Test
  void environmentDirectorySignalsAndLimitsAreTheCallers() throws Exception {
    Path without = temporary.resolve("without");
    Path within = temporary.resolve("within");
    command.iotrace().with("OF_THE_CALLER", "a \"value\"\n $HOME \\").with("IFS_", "");
    String before =
        TELL
            + "os.chdir('/usr'); os.environ['PWD'] = '/usr'; tell(sys.argv[1]);"
            + " os.execvp(sys.argv[2], sys.argv[2:])";
    Ended ended =
        run(
            List.of("env", "--default-signal=INT", "python3", "-c", before, without.toString()),
            "python3",
            "-c",
            TELL + "tell(sys.argv[1])",
            within.toString());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(Files.readString(within)).isEqualTo(Files.readString(without));
  }

  private Ended run(List<String> prefix, String... words) throws Exception {
    return Ended.of(start(prefix, List.of(), words));
  }

  /// @param words the command; a shell's script gets the mount point as `$0`
  private Process start(List<String> prefix, List<String> options, String... words)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("run", "--json", json.toString()));
    arguments.addAll(List.of("--settle", "sync", "--target", command.mountPoint()));
    arguments.addAll(options);
    arguments.add("--");
    arguments.addAll(List.of(words));
    if (words[0].equals("sh")) {
      arguments.add(command.mountPoint());
    }
    return command
        .iotrace()
        .start(prefix, Program.BUILT.resolve("iotrace.jar"), arguments.toArray(String[]::new));
  }
}
