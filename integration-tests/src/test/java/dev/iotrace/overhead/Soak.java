package dev.iotrace.overhead;

import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.scratch.SystemRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// `./check soak`: `iotrace run` follows two writers that never rest. Its memory and bpftrace's
/// must not grow, its books must close or say by how much they do not, and nothing may be left.
final class Soak {
  private static final Path LAUNCHER = Path.of("iotrace").toAbsolutePath();
  private static final String MARK = "IOTRACE_SOAK";
  private static final int DEFAULT_MINUTES = 10;
  private static final int BOOKS_OPEN = 4;
  private static final Path INSTANCES = Path.of("/sys/kernel/tracing/instances");

  private final String mark = UUID.randomUUID().toString();
  private final Path elsewhere;
  private final Path runs;
  private final Path report;
  private final List<String> faults = new ArrayList<>();

  private Soak(Path elsewhere) throws IOException {
    this.elsewhere = elsewhere;
    this.runs = Files.createDirectory(elsewhere.resolve("runs"));
    this.report = elsewhere.resolve("report.json");
  }

  /// @param args a directory for the report, then how many minutes, 10 unless named
  static void main(String... args) throws Exception {
    int minutes = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_MINUTES;
    Registry registry = Registry.open(Registry.defaultDirectory(), new SystemRemover());
    registry.removeStale();
    Soak soak = new Soak(Path.of(args[0]));
    try (Run run = registry.begin();
        Scratch scratch = Scratch.create(ScratchSpec.parse("ext4,size=2g"), run)) {
      soak.run(run, scratch.mountPoint(), minutes);
    }
    soak.faults.forEach(fault -> System.out.println("FAULT: " + fault));
    System.out.println(soak.faults.isEmpty() ? "soak: good" : "soak: NOT good");
    System.exit(soak.faults.isEmpty() ? 0 : 1);
  }

  private void run(Run run, Path target, int minutes) throws IOException, InterruptedException {
    boolean summary = Tools.helpSays(LAUNCHER, "run", "--detail");
    ProcessBuilder builder =
        new ProcessBuilder(command(target, minutes, summary))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(elsewhere.resolve("fio").toFile())
            .redirectError(elsewhere.resolve("stderr").toFile());
    builder.environment().put(MARK, mark);
    builder.environment().put(Registry.DIRECTORY_VARIABLE, runs.toString());
    Process iotrace = run.start(builder);
    Resident ours = new Resident("iotrace");
    Resident bpftrace = new Resident("bpftrace");
    boolean writing = false;
    while (!iotrace.waitFor(1, TimeUnit.SECONDS)) {
      List<ProcessHandle> children = iotrace.descendants().toList();
      boolean now = children.stream().anyMatch(it -> isCalled(it, "fio"));
      if (now) {
        ours.sample(List.of(iotrace.toHandle()));
        bpftrace.sample(children.stream().filter(it -> isCalled(it, "bpftrace")).toList());
      }
      if (writing && !now) {
        System.out.println("the load is over; the report is being made");
      }
      writing = now;
    }
    System.out.println(
        minutes + " minutes" + (summary ? ", --detail summary" : ", each write in the report"));
    judge(iotrace, ours, bpftrace);
  }

  private List<String> command(Path target, int minutes, boolean summary) {
    List<String> command =
        new ArrayList<>(
            List.of(LAUNCHER.toString(), "run", "--as-root", "--quiet", "--settle", "sync"));
    // When a line was lost, what it told of is awaited in vain.
    command.addAll(List.of("--timeout", "20s"));
    command.addAll(List.of("--target", target.toString(), "--json", report.toString()));
    if (summary) {
      command.addAll(List.of("--detail", "summary"));
    }
    command.addAll(List.of("--", "fio", "--rw=randwrite", "--bs=4k", "--size=512m"));
    command.addAll(List.of("--directory=" + target, "--time_based", "--runtime=" + minutes + "m"));
    command.addAll(List.of("--ioengine=psync", "--name=buffered", "--name=synced", "--fsync=1"));
    return command;
  }

  private static boolean isCalled(ProcessHandle process, String comm) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "comm");
      return Files.readString(file).strip().equals(comm);
    } catch (IOException gone) {
      return false;
    }
  }

  private void judge(Process iotrace, Resident ours, Resident bpftrace) throws IOException {
    System.out.println(ours + "\n" + bpftrace);
    if (!ours.flat() || !bpftrace.flat()) {
      faults.add("memory grows, or could not be told");
    }
    int code = iotrace.exitValue();
    if (code != 0 && code != BOOKS_OPEN) {
      faults.add("exit code " + code + ": " + Shell.reason(elsewhere.resolve("stderr")));
    }
    if (Files.exists(report)) {
      judge(ReportTail.audit(report));
    } else {
      faults.add("there is no report");
    }
    List<String> left = left(iotrace.pid());
    left.forEach(each -> faults.add("left behind: " + each));
    System.out.println(
        left.isEmpty() ? "nothing left behind" : left.size() + " things left behind");
  }

  private void judge(JsonNode audit) {
    String verdict = audit.get("verdict").asString();
    JsonNode missing = audit.get("difference_bytes");
    System.out.printf(
        Locale.ROOT,
        "books %s: %,d bytes traced, %s bytes not traced, %,d events lost%n",
        verdict,
        audit.at("/traced/write_bytes").asLong(),
        missing.isNull() ? "an unknown number of" : "%,d".formatted(missing.asLong()),
        audit.get("lost_events").asLong());
    if (audit.has("state")) {
      System.out.println("state " + audit.get("state"));
    }
    boolean told = verdict.equals("lower_bound") && !missing.isNull();
    if (!verdict.equals("closed") && !told) {
      faults.add("books " + verdict + ", and no number");
    }
  }

  /// Processes with our mark, what is in the registry, and the trace buffer.
  private List<String> left(long pid) throws IOException {
    List<String> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(this::isMarked)
        .map(it -> "process " + it.pid() + " " + it.info().commandLine().orElse(""))
        .forEach(found::add);
    try (Stream<Path> entries = Files.list(runs)) {
      entries
          .map(Path::toString)
          .filter(it -> !it.endsWith("bpftrace.properties"))
          .forEach(found::add);
    }
    if (Files.isDirectory(INSTANCES)) { // else tracefs went with the run
      try (Stream<Path> instances = Files.list(INSTANCES)) {
        instances
            .map(Path::toString)
            .filter(it -> it.contains("/iotrace-" + pid + "-"))
            .forEach(found::add);
      }
    }
    return found;
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      String all = Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"));
      return List.of(all.split("\0", -1)).contains(MARK + "=" + mark);
    } catch (IOException goneOrNotText) {
      return false;
    }
  }
}
