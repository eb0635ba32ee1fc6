package dev.iotrace.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The bpftrace program.
///
/// @param path the executable file
public record Bpftrace(Path path) implements Backend {
  /// Names another bpftrace than the one in `PATH`.
  public static final String PATH_VARIABLE = "IOTRACE_BPFTRACE";

  private static final Pattern VERSION = Pattern.compile("bpftrace v?(\\d+\\.\\d+\\S*)");
  private static final String FOLDER = "/probes/bpftrace/";

  /// Finds it.
  ///
  /// @throws ProbeRefused when there is none
  static Bpftrace find(ProbeHost host) {
    Map<String, String> environment = host.environment();
    String named = environment.getOrDefault(PATH_VARIABLE, "");
    if (!named.isEmpty()) {
      Path path = Path.of(named);
      if (!isExecutableFile(path)) {
        throw ProbeRefused.notExecutable(path);
      }
      return new Bpftrace(path.toAbsolutePath());
    }
    return inPath(environment).orElseThrow(() -> ProbeRefused.bpftraceMissing(host.packages()));
  }

  /// Whether there is none, and none was named.
  static boolean isMissing(Map<String, String> environment) {
    return environment.getOrDefault(PATH_VARIABLE, "").isEmpty() && inPath(environment).isEmpty();
  }

  private static Optional<Bpftrace> inPath(Map<String, String> environment) {
    return Stream.of(environment.getOrDefault("PATH", "").split(":"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "bpftrace"))
        .filter(Bpftrace::isExecutableFile)
        .findFirst()
        .map(path -> new Bpftrace(path.toAbsolutePath()));
  }

  private static boolean isExecutableFile(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  /// The version as it names it: `0.17.0`; [Capabilities#UNKNOWN] of one built from sources that
  /// had no tag.
  ///
  /// @throws ProbeRefused when it cannot be run or is not bpftrace
  String version() {
    String answer = answer("--version");
    if (!answer.startsWith("bpftrace ")) {
      throw ProbeRefused.unusable(path, "it is not bpftrace: " + Printable.of(answer.strip()));
    }
    Matcher version = VERSION.matcher(answer);
    return version.find() ? version.group(1) : Capabilities.UNKNOWN;
  }

  /// What it prints for one option, on stdout and stderr.
  ///
  /// @throws ProbeRefused when it cannot be run or does not end
  String answer(String option) {
    try {
      return Answer.of(List.of(path.toString(), option));
    } catch (IOException e) {
      throw ProbeRefused.unusable(path, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String word() {
    return "bpftrace";
  }

  @Override
  public Capabilities ask(ProbeHost host) {
    String version = version();
    if (isBefore(version, 0, 12) && !host.hasHeaders()) {
      throw ProbeRefused.headersMissing(version, host.kernelRelease(), host.packages());
    }
    return new Capabilities(version, Capabilities.logical(answer("--info"), host.hasKprobes()));
  }

  @Override
  public String about(ProbeHost host) {
    return answer("--version") + answer("--info");
  }

  @Override
  public List<String> variants(ProbePlan.Causes causes, ProbeHost host, String version) {
    return switch (causes) {
      case BLOCK, XFS, BTRFS -> List.of(causes.probe());
      case EXT4 ->
          seesPages(host, version)
              ? List.of(ProbePlan.WITH_PAGES, causes.probe(), "ext4-5.10")
              : List.of(causes.probe(), "ext4-5.10");
    };
  }

  /// The pages of a bio are read by BTF in a raw tracepoint, which 0.17 refuses. From 0.24 on it
  /// wants the list of the kernel's functions even for that.
  private static boolean seesPages(ProbeHost host, String version) {
    return host.hasBtf()
        && !isBefore(version, 0, 23)
        && (isBefore(version, 0, 24) || host.listsFunctions());
  }

  /// bpftrace 0.11 has no types from BTF in a script with tracepoints.
  @Override
  public String variant(LogicalProbe logical, String version) {
    return logical == LogicalProbe.KPROBE && isBefore(version, 0, 17)
        ? "calls-kprobe-0.11"
        : logical.probe();
  }

  /// One that names no version is taken for a new one.
  private static boolean isBefore(String version, int major, int minor) {
    return VersionNumber.in(version).filter(it -> it.isBefore(major, minor)).isPresent();
  }

  @Override
  public ProbeScript script(String probe) {
    return ProbeScript.named(FOLDER, probe + ".bt");
  }

  @Override
  public List<String> command(ProbeScript script) {
    return ShortEventList.before(List.of(path.toString(), "-B", "line", "-f", "json", "-"), script);
  }
}
