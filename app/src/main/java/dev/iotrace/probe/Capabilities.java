package dev.iotrace.probe;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/// What this kernel and this backend can do together.
///
/// @param version of the backend
/// @param logical the ways to see logical writes, best first; the last one always works
public record Capabilities(String version, List<LogicalProbe> logical) {
  /// The version of a backend that names none.
  static final String UNKNOWN = "unknown";

  /// The oldest bpftrace that experiments were made with.
  private static final VersionNumber OLDEST_SEEN = new VersionNumber(0, 11, 0);

  /// The newest one.
  private static final VersionNumber NEWEST_SEEN = new VersionNumber(0, 27, 1);

  /// bpftrace calls it kfunc up to 0.21 and fentry later.
  private static final Pattern FENTRY = Pattern.compile("\\b(kfunc|fentry): yes");

  private static final Pattern KPROBE = Pattern.compile("\\bkprobe: yes");

  /// bpftrace 0.27 says nothing about either.
  private static final Pattern SAYS_PROBES = Pattern.compile("\\b(kprobe|kfunc|fentry): ");

  private static final Pattern TYPES = Pattern.compile("\\bbtf: yes");

  /// The version as a value that can be compared; empty when it names none.
  Optional<VersionNumber> number() {
    return VersionNumber.in(version);
  }

  /// What there is to say about this version of a backend.
  ///
  /// @throws ProbeRefused when it does not work for this user
  Check check(Check.Name name, Backend backend, boolean root) {
    boolean bpftrace = backend instanceof Bpftrace;
    if (number().isEmpty()) {
      return odd(name, backend.word() + " does not tell its version");
    }
    VersionNumber number = number().get();
    if (bpftrace && !root && number.isBefore(0, 25)) {
      throw ProbeRefused.rootOnly(version);
    }
    if (bpftrace && number.compareTo(OLDEST_SEEN) < 0) {
      return Check.degraded(
          name,
          backend.word() + " " + version + " is older than any tried",
          "probes may not start",
          "use bpftrace " + OLDEST_SEEN + " or later");
    }
    if (bpftrace && number.compareTo(NEWEST_SEEN) > 0) {
      return odd(name, backend.word() + " " + version + " is newer than any tried");
    }
    return Check.ok(name, version + ", " + backend.path());
  }

  private static Check odd(Check.Name name, String found) {
    return Check.degraded(
        name,
        found,
        "what it prints may differ",
        "when something is odd, report it: iotrace doctor --bundle FILE");
  }

  /// Asks the backend, or takes its answer of earlier in this boot from the run directory.
  ///
  /// @throws ProbeRefused when it cannot be run
  static Capabilities of(Backend backend, ProbeHost host, Path runDirectory) {
    Path cache = runDirectory.resolve(backend.word() + ".properties");
    String key = key(backend, host);
    Properties known = load(cache);
    if (!key.isEmpty() && key.equals(known.getProperty("key"))) {
      return new Capabilities(
          known.getProperty("version", ""), named(known.getProperty("logical", "")));
    }
    Capabilities found = backend.ask(host);
    save(cache, key, found);
    return found;
  }

  /// Reads `bpftrace --info`. It says yes to kprobes on kernels that have none, hence the second
  /// witness; where it says nothing, that one is believed.
  static List<LogicalProbe> logical(String info, boolean hostHasKprobes) {
    List<LogicalProbe> result = new ArrayList<>();
    boolean silent = info.contains("Probe types") && !SAYS_PROBES.matcher(info).find();
    if (FENTRY.matcher(info).find() || (silent && hostHasKprobes && TYPES.matcher(info).find())) {
      result.add(LogicalProbe.FENTRY);
    }
    if ((silent || KPROBE.matcher(info).find()) && hostHasKprobes) {
      result.add(LogicalProbe.KPROBE);
    }
    result.add(LogicalProbe.SYSCALLS);
    return List.copyOf(result);
  }

  private static List<LogicalProbe> named(String names) {
    List<LogicalProbe> result = new ArrayList<>();
    for (LogicalProbe each : LogicalProbe.values()) {
      if (each == LogicalProbe.SYSCALLS || List.of(names.split(" ")).contains(each.name())) {
        result.add(each);
      }
    }
    return List.copyOf(result);
  }

  private static String key(Backend backend, ProbeHost host) {
    try {
      Path file = backend.path().toRealPath();
      return String.join(
          " ",
          host.bootId(),
          host.rights(),
          Files.getLastModifiedTime(file).toString(),
          Long.toString(Files.size(file)),
          file.toString());
    } catch (IOException e) {
      return "";
    }
  }

  private static Properties load(Path cache) {
    Properties properties = new Properties();
    if (Files.isRegularFile(cache)) {
      try (Reader reader = Files.newBufferedReader(cache)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException unreadable) {
        properties.clear();
      }
    }
    return properties;
  }

  /// Renamed into place, for another command may be reading it. A cache that cannot be written is
  /// none.
  private static void save(Path cache, String key, Capabilities found) {
    Properties properties = new Properties();
    properties.setProperty("key", key);
    properties.setProperty("version", found.version());
    properties.setProperty(
        "logical", String.join(" ", found.logical().stream().map(LogicalProbe::name).toList()));
    Path fresh = cache.resolveSibling(cache.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (Writer writer = Files.newBufferedWriter(fresh, StandardOpenOption.CREATE_NEW)) {
        properties.store(writer, null);
      }
      Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException notCached) {
      fresh.toFile().delete();
    }
  }
}
