package dev.iotrace.write;

import dev.iotrace.probe.Bpftrace;
import dev.iotrace.registry.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What iotrace has bpftrace attach, word for word: options, parameters, environment and script, to
/// be attached again without iotrace; and the list of tracepoints that it lets bpftrace see.
final class RecordedProbes {
  /// Stands in for bpftrace: keeps what it is given, each process in a file of its own, and becomes
  /// bpftrace. What asks (`--version`, `--info`) attaches nothing.
  private static final String RECORDER =
      """
      #!/bin/sh
      case $1 in
      --*) exec bpftrace "$@" ;;
      esac
      kept=$0.$$
      cat >"$kept.bt"
      cat /sys/kernel/tracing/available_events >"$kept.events"
      { export -p; echo "exec bpftrace $* <$kept.bt"; } >"$kept.sh"
      exec bpftrace "$@" <"$kept.bt"
      """;

  /// `$1` becomes the list of tracepoints for the script `$2`.
  private static final String WITH_LIST =
      "mount --bind \"$1\" /sys/kernel/tracing/available_events && exec sh \"$2\"";

  private final Run run;
  private final Path recorder;

  /// Which list of tracepoints bpftrace reads.
  enum EventList {
    /// The kernel's, as everybody does.
    WHOLE,
    /// The one that iotrace gave it.
    AS_RECORDED
  }

  private RecordedProbes(Run run, Path recorder) {
    this.run = run;
    this.recorder = recorder;
  }

  /// @param run ends what is attached, should nobody else
  /// @param directory where the record is kept
  static RecordedProbes into(Path directory, Run run) throws IOException {
    Path recorder = directory.resolve("bpftrace");
    Files.writeString(recorder, RECORDER);
    Files.setPosixFilePermissions(recorder, PosixFilePermissions.fromString("rwx------"));
    return new RecordedProbes(run, recorder);
  }

  /// Has the command, an iotrace, keep its probes here.
  void record(ProcessBuilder command) {
    command.environment().put(Bpftrace.PATH_VARIABLE, recorder.toString());
  }

  /// How many processes were recorded.
  int size() throws IOException {
    return scripts().size();
  }

  /// Attaches all at once, and takes them away again.
  ///
  /// @return nanoseconds until the last of them is ready, as iotrace understands it
  long attach(EventList list) throws IOException, InterruptedException {
    List<Path> scripts = scripts();
    List<Process> processes = new ArrayList<>();
    long startNs = System.nanoTime();
    for (Path script : scripts) {
      ProcessBuilder command = new ProcessBuilder(command(script.toString(), list));
      processes.add(run.start(command.redirectError(Redirect.DISCARD)));
    }
    for (Process process : processes) {
      awaitReady(process);
    }
    long nanos = System.nanoTime() - startNs;
    for (Process process : processes) {
      process.destroy();
      process.waitFor();
    }
    return nanos;
  }

  private static List<String> command(String script, EventList list) {
    return switch (list) {
      case WHOLE -> List.of("sh", script);
      case AS_RECORDED -> {
        String events = script.replaceAll("sh$", "events");
        yield List.of("unshare", "--mount", "sh", "-c", WITH_LIST, "sh", events, script);
      }
    };
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = "";
    while (!line.contains("ready 2")) {
      line = Objects.requireNonNull(lines.readLine(), "bpftrace ended before it was ready");
    }
  }

  private List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(recorder.getParent())) {
      return files.filter(it -> it.toString().endsWith(".sh")).sorted().toList();
    }
  }
}
