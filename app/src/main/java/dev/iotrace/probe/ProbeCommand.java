package dev.iotrace.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command line and the environment of a backend's process. It reads the probe from its stdin,
/// so that no file is left behind; whatever varies is a positional number.
final class ProbeCommand {
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final String MAP_KEYS = Integer.toString(KeptLines.MOST_KEYS);

  private ProbeCommand() {}

  /// The backend's command, then the numbers.
  static ProcessBuilder of(ProbePlan plan, ProbeScript script, ProbeParameters parameters) {
    List<String> numbers = new ArrayList<>(parameters.positional());
    if (plan.backend() instanceof Bpftrace) { // bcc's scripts take numbers only
      numbers.add(parameters.disks().getFirst().toString());
      numbers.addAll(parameters.ofSubvolume());
      numbers.add(Integer.toString(plan.mostTold()));
    }
    return of(plan, script, numbers);
  }

  /// The same, with these numbers.
  static ProcessBuilder of(ProbePlan plan, ProbeScript script, List<String> numbers) {
    List<String> command = inOwnSession(plan.backend().command(script));
    command.addAll(numbers);
    ProcessBuilder builder = new ProcessBuilder(command);
    set(builder.environment(), plan.buffer());
    return builder;
  }

  /// The command in a session of its own: a Ctrl-C at the terminal is for us, and we end it when we
  /// have what we want.
  static List<String> inOwnSession(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      whole.add(SETSID.toString());
    }
    whole.addAll(command);
    return whole;
  }

  /// The limit of map keys changed its name in bpftrace 0.20. The buffer is made for each CPU.
  static void set(Map<String, String> environment, BufferSize buffer) {
    environment.keySet().removeIf(it -> it.startsWith("BPFTRACE_") || it.startsWith("BCC_"));
    environment.put("BPFTRACE_PERF_RB_PAGES", Integer.toString(buffer.pages()));
    environment.put("BPFTRACE_MAP_KEYS_MAX", MAP_KEYS);
    environment.put("BPFTRACE_MAX_MAP_KEYS", MAP_KEYS);
    environment.put("LANG", "C");
    environment.put("LC_ALL", "C");
  }
}
