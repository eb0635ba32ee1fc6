package dev.iotrace.cli;

import dev.iotrace.registry.Run;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Signal;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A command before its first instruction: a shell that has stopped itself, and becomes the command
/// when it is let go. So the process that is followed is the command's from the beginning.
///
/// Others may make it go on, too: after a Ctrl-Z meanwhile the user's shell continues the whole job
/// (`fg`). It stops itself again until it has got our signal, which nobody else sends.
final class HeldProcess {
  private static final String LET_GO = "IOTRACE_LET_GO";

  /// Who ignores SIGURG, the default, does not notice one that comes too late.
  private static final String HOLD =
      "trap "
          + LET_GO
          + "=1 URG; while [ -z \"$"
          + LET_GO
          + "\" ]; do kill -STOP $$; done; trap - URG; unset %s; exec \"$@\"";

  private static final int POLL_MILLIS = 5;

  private final Process process;
  private final Run run;

  private HeldProcess(Process process, Run run) {
    this.process = process;
    this.run = run;
  }

  /// Starts it, with our stdin, stdout, stderr and working directory, and returns when it is held.
  ///
  /// @param prefix a command that runs it, empty for none
  /// @param changes variables that the command has otherwise than we; empty: not at all
  /// @throws OptionRefused when the prefix cannot run it
  static HeldProcess start(
      List<String> prefix, List<String> command, Map<String, String> changes, Run run)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(prefix);
    ProcessBuilder builder = new ProcessBuilder().inheritIO();
    if (isOfTheJvm(0)) {
      builder.redirectInput(new File("/dev/null"));
    }
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(it -> changes.getOrDefault(it, it).isEmpty() || it.equals(LET_GO));
    changes.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            environment.put(name, value);
          }
        });
    whole.addAll(List.of("/bin/sh", "-c", HOLD.formatted(unset(environment)), "iotrace"));
    whole.addAll(command);
    HeldProcess held = new HeldProcess(run.start(builder.command(whole)), run);
    held.awaitStopped();
    return held;
  }

  /// Whether a descriptor was closed when the JVM began: it then gave the number to a file of its
  /// own, the first that it opened.
  private static boolean isOfTheJvm(int descriptor) {
    try {
      Path file = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)));
      return file.startsWith(Path.of(System.getProperty("java.home")).toRealPath());
    } catch (IOException closed) {
      return true;
    }
  }

  /// What is the shell's and ours, and not the command's. A shell exports `PWD` to all it starts.
  private static String unset(Map<String, String> environment) {
    return Stream.of(Run.MARK, LET_GO, "PWD", "OLDPWD")
        .filter(name -> !environment.containsKey(name))
        .collect(Collectors.joining(" "));
  }

  /// State `T` of proc_pid_stat(5).
  private void awaitStopped() throws InterruptedException {
    while (process.isAlive()) {
      String stat = read("stat");
      if (stat.startsWith("T", stat.lastIndexOf(')') + 2)) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new OptionRefused(
        "the command cannot be started",
        "its user's rights could not be taken on",
        "see the message above, or use --as-root");
  }

  /// Lets it become the command, which is the run's no more.
  void letGo() throws InterruptedException {
    run.letGo(process);
    do {
      send(Signal.URG);
      send(Signal.CONT);
      Thread.sleep(POLL_MILLIS);
    } while (process.isAlive() && read("cmdline").contains(LET_GO));
  }

  /// Process id.
  int id() {
    return Math.toIntExact(process.pid());
  }

  /// Sends it a signal, unless it has ended.
  void send(Signal signal) {
    try {
      signal.send(id());
    } catch (ErrnoException ended) {
      // So there is nobody to be told.
    }
  }

  /// Waits for its end, and gives its exit code, or 128 + n when signal n ended it.
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /// Ends one that is not wanted any more.
  void kill() {
    process.destroyForcibly();
  }

  private String read(String file) {
    try {
      Path path = Path.of("/proc", Long.toString(process.pid()), file);
      return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}
