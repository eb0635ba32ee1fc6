package dev.iotrace.write;

import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.scratch.SystemRemover;
import dev.iotrace.syscall.Mount;
import dev.iotrace.syscall.Time;
import dev.iotrace.write.RecordedProbes.EventList;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// How long `iotrace write` takes from its start to its first write, and how long bpftrace alone
/// takes to attach the same probes: by itself, and with the short list of tracepoints that iotrace
/// gives it.
///
/// iotrace is started through the launcher, as users do, on an ext4 that is there before and on a
/// scratch one. Rounds of the four alternate, so that a change of the machine's speed meets all.
/// The first of each is not counted: it builds the program and asks bpftrace what it can. What it
/// makes is in the registry of runs: after a kill, the next iotrace removes it.
final class StartupBenchmark {
  private static final int ROUNDS = 9;
  private static final Path LAUNCHER = Path.of("iotrace").toAbsolutePath();
  private static final double NS_PER_SECOND = 1e9;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Run run;
  private final Path files;
  private final String[] target;
  private final String[] scratch = {"--scratch", "ext4"};
  private final long[] alone = new long[ROUNDS];
  private final long[] withList = new long[ROUNDS];
  private final long[] toTarget = new long[ROUNDS];
  private final long[] toScratch = new long[ROUNDS];
  private int traces;

  private StartupBenchmark(Run run, Path files, Path target) {
    this.run = run;
    this.files = files;
    this.target = new String[] {"--target", target.toString()};
  }

  static void main() throws IOException, InterruptedException {
    Registry registry = Registry.open(Registry.defaultDirectory(), new SystemRemover());
    registry.removeStale();
    ScratchSpec spec = ScratchSpec.parse("ext4,size=64m");
    try (Run run = registry.begin();
        Scratch files = Scratch.create(spec, run);
        Scratch target = Scratch.create(spec, run)) {
      mountTracefs(run);
      new StartupBenchmark(run, files.mountPoint(), target.mountPoint()).compare();
    }
  }

  /// bpftrace does not do that by itself.
  private static void mountTracefs(Run run) throws IOException {
    Path tracing = Path.of("/sys/kernel/tracing");
    if (Files.notExists(tracing.resolve("events"))) {
      run.make(new Resource.Mount(tracing), () -> Mount.mount("bench", tracing, "tracefs", 0, ""));
    }
  }

  private void compare() throws IOException, InterruptedException {
    RecordedProbes probes = RecordedProbes.into(files, run);
    ProcessBuilder recorded = command(target);
    probes.record(recorded);
    firstWrite(recorded);
    probes.attach(EventList.WHOLE);
    probes.attach(EventList.AS_RECORDED);
    firstWrite(command(target));
    firstWrite(command(scratch));
    for (int round = 0; round < ROUNDS; round++) {
      alone[round] = probes.attach(EventList.WHOLE);
      withList[round] = probes.attach(EventList.AS_RECORDED);
      toTarget[round] = firstWrite(command(target));
      toScratch[round] = firstWrite(command(scratch));
    }
    System.out.printf(
        Locale.ROOT,
        "Linux %s, %d processes of bpftrace, seconds, %d rounds%n",
        System.getProperty("os.version"),
        probes.size(),
        ROUNDS);
    System.out.println("                                   median    least     most    ratio");
    print("bpftrace alone, until attached", alone);
    print("  with iotrace's list of events", withList);
    print("iotrace --target, to its write", toTarget);
    print("iotrace --scratch, to its write", toScratch);
  }

  private ProcessBuilder command(String... place) {
    Path trace = files.resolve("trace-" + ++traces);
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "write", "--bytes", "4"));
    command.addAll(List.of("--settle", "none", "--quiet", "--trace", trace.toString()));
    command.addAll(List.of(place));
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT);
  }

  /// Nanoseconds from the start of the command to its first write.
  private long firstWrite(ProcessBuilder command) throws IOException, InterruptedException {
    long startNs = Time.boottimeNs();
    int exit = run.start(command).waitFor();
    if (exit != 0 && exit != 4) { // 4: what followed the write was not awaited
      throw new IllegalStateException(command.command() + " ended with " + exit);
    }
    try (BufferedReader lines = Files.newBufferedReader(files.resolve("trace-" + traces))) {
      JsonNode event;
      do {
        event = JSON.readTree(Objects.requireNonNull(lines.readLine(), "no write in the trace"));
      } while (!event.path("event").asString("").equals("call_intended"));
      return event.get("time_ns").asLong() - startNs;
    }
  }

  private void print(String what, long... nanos) {
    long[] sorted = sorted(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-32s %9.3f %8.3f %8.3f %8.2f%n",
        what,
        median(nanos) / NS_PER_SECOND,
        sorted[0] / NS_PER_SECOND,
        sorted[sorted.length - 1] / NS_PER_SECOND,
        (double) median(nanos) / median(alone));
  }

  private static long[] sorted(long... values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static long median(long... values) {
    return sorted(values)[values.length / 2];
  }
}
