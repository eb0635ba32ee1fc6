package dev.iotrace.cli;

import dev.iotrace.event.Refusal;
import dev.iotrace.probe.Bpftrace;
import dev.iotrace.probe.BufferSize;
import dev.iotrace.probe.Deadlines;
import dev.iotrace.probe.Examination;
import dev.iotrace.probe.LogicalProbe;
import dev.iotrace.probe.ProbeHost;
import dev.iotrace.probe.ProbePlan;
import dev.iotrace.probe.TracingInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// The run from which the JVM learns what the next starts need (JEP 514): an `iotrace write` for
/// anybody on any kernel, as its bpftrace is a shell script that attaches nothing. Who may not
/// trace has it learn less of looking at the host.
final class Training {
  private static final String BPFTRACE =
      """
      #!/bin/sh
      case $1 in
      --version) exec echo 'bpftrace v0.17.0' ;;
      --info) exec echo 'kprobe: no' ;;
      esac
      cat >/dev/null
      printf '{"type": "printf", "data": "ready %d 1\\\\n"}\\n' 1 2
      while :; do
        read -r up _ </proc/uptime
        printf '{"type": "printf", "data": "beat %s0000000\\\\n"}\\n' "${up%.*}${up#*.}"
        sleep 0.1
      done
      """;

  private Training() {}

  /// @param args an empty directory on a disk; where there is no disk below it, less is learned
  static void main(String... args) throws IOException, InterruptedException {
    Path directory = Path.of(args[0]).toRealPath();
    Path bpftrace = directory.resolve("bpftrace");
    Files.writeString(bpftrace, BPFTRACE);
    Files.setPosixFilePermissions(bpftrace, PosixFilePermissions.fromString("rwx------"));
    String target = "--target=" + directory;
    String trace = "--trace=" + directory.resolve("trace");
    ParseResult parsed = IoTrace.commandLine().parseArgs("write", target, trace, "--settle=none");
    CommandLine write = parsed.asCommandLineList().getLast();
    WriteCommand command = write.getCommand();
    Progress progress =
        new Progress(write.getErr(), command.outputs.documents.quiet, command.verbose);
    Path runs = directory.resolve("run");
    ProbeHost host =
        new ProbeHost(Path.of("/"), Map.of(Bpftrace.PATH_VARIABLE, bpftrace.toString()));
    Session.Planning planning =
        (causes, watched, run) ->
            Examination.of(host, runs, causes, ProbePlan.Wanted.BEST)
                .plan()
                .map(
                    it ->
                        it.withCompletions(
                            TracingInstance.open(
                                host, run, watched.fileSystemDevice(), watched.diskNumbers())))
                .orElseGet(() -> plan(bpftrace, causes));
    try (Session session = Session.open(runs, planning, progress)) {
      Examination.of(host, runs, ProbePlan.Causes.BLOCK, ProbePlan.Wanted.BEST); // as a first start
      command.run(command.workload.spec(), session, progress, write);
    } catch (Refusal noDisk) {
      System.err.println(noDisk.getMessage());
    }
  }

  private static ProbePlan plan(Path bpftrace, ProbePlan.Causes causes) {
    return new ProbePlan(
        new Bpftrace(bpftrace),
        "0.23.2",
        causes,
        List.of(causes.probe()),
        List.of(LogicalProbe.SYSCALLS),
        Deadlines.DEFAULT,
        Optional.empty(),
        BufferSize.usual(),
        0,
        List.of());
  }
}
