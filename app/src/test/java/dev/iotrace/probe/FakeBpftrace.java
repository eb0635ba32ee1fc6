package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.IoEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A shell script in bpftrace's place. It plays one part for the probe of causes and another for
/// the logical one, and the processes that were started are known.
final class FakeBpftrace {
  static final String READY = "printed 'ready 1 100'; printed 'ready 2 200'\n";

  /// For ever, with the kernel's time to a hundredth of a second (proc_uptime(5)).
  static final String BEATS = "while :; do beat; sleep 0.03; done\n";

  static final String HEALTHY = READY + BEATS;

  /// A thread that no machine has, so that none gives it a name: the first number above all
  /// (`PID_MAX_LIMIT`, `include/linux/threads.h`).
  private static final int NO_THREAD = 4_194_304;

  static final ProbeParameters PARAMETERS =
      new ProbeParameters(
          DeviceNumber.ofKernel(7340033),
          List.of(DeviceNumber.ofKernel(7340032)),
          List.of(),
          NO_THREAD,
          true,
          List.of(),
          true);

  /// No script that is well comes near them, on however busy a machine.
  private static final Deadlines LONG =
      new Deadlines(Duration.ofMinutes(3), Duration.ofMinutes(1), Duration.ofMinutes(1));

  /// For those that let a deadline pass. Beside them others must end in time.
  private static final Deadlines SHORT =
      new Deadlines(Duration.ofMinutes(3), Duration.ofSeconds(5), Duration.ofSeconds(2));

  final List<Process> started = Collections.synchronizedList(new ArrayList<>());
  final List<IoEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Path file;
  private @Nullable LogicalProbe logical;

  private FakeBpftrace(Path file) {
    this.file = file;
  }

  /// One whose probe of causes does this, while the logical one is well.
  static FakeBpftrace causing(Path directory, String causes) throws IOException {
    return of(directory, causes, HEALTHY);
  }

  /// One that does these. `$0.$$` is a file with the script's text, `$6` and the following are its
  /// parameters.
  static FakeBpftrace of(Path directory, String causes, String logical) throws IOException {
    String text =
        """
        #!/bin/sh
        printed() { printf '{"type": "printf", "data": "%%s\\\\n"}\\n' "$1"; }
        beat() { read -r up _ </proc/uptime; printed "beat ${up%%.*}${up#*.}0000000"; }
        cat > "$0.$$"
        if grep -q 'calls-.*\\.bt' "$0.$$"; then
        %s
        else
        %s
        fi
        """
            .formatted(logical, causes);
    Path file = directory.resolve("bpftrace");
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make it executable: " + file);
    }
    return new FakeBpftrace(file);
  }

  ProbePlan plan(LogicalProbe... logical) {
    return plan(List.of("ext4"), List.of(logical));
  }

  /// One that tries these for the causes.
  ProbePlan planOf(String... variants) {
    return plan(List.of(variants), List.of(LogicalProbe.SYSCALLS));
  }

  private ProbePlan plan(List<String> variants, List<LogicalProbe> logical) {
    return new ProbePlan(
        new Bpftrace(file),
        "0.0",
        ProbePlan.Causes.EXT4,
        variants,
        logical,
        LONG,
        Optional.empty(),
        BufferSize.usual(),
        0,
        List.of());
  }

  Probe open() {
    return open(plan(LogicalProbe.SYSCALLS));
  }

  /// One that is given up soon when it does not end.
  Probe openForShort() {
    return open(plan(LogicalProbe.SYSCALLS).withDeadlines(SHORT));
  }

  Probe open(ProbePlan plan) {
    return open(plan, events::add);
  }

  /// Started and ready; nothing is left running when it is refused.
  Probe open(ProbePlan plan, Consumer<IoEvent> consumer) {
    Probe probe = Probe.start(plan, PARAMETERS, this::start, consumer);
    boolean ready = false;
    try {
      logical = probe.beginLogical();
      probe.awaitReady();
      ready = true;
      return probe;
    } finally {
      if (!ready) {
        probe.close();
      }
    }
  }

  /// The losses that were reported, as text, with their sums.
  List<String> losses() {
    Map<String, Long> sums = new TreeMap<>();
    for (IoEvent event : events) {
      if (event instanceof EventsLost lost) {
        sums.merge(lost.source(), lost.count(), Long::sum);
      }
    }
    return sums.entrySet().stream().map(sum -> sum.getKey() + " x" + sum.getValue()).toList();
  }

  /// How the probe that was opened last sees logical writes.
  @Nullable LogicalProbe logical() {
    return logical;
  }

  boolean leftSomethingRunning() {
    return started.stream().anyMatch(Process::isAlive);
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }
}
