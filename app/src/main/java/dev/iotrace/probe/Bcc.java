package dev.iotrace.probe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The system's Python with its module bcc, and `trace.py`, which makes of the two what bpftrace
/// is.
///
/// @param path the Python that the distribution's module is for
public record Bcc(Path path) implements Backend {
  private static final String PYTHON = "usr/bin/python3";
  private static final String FOLDER = "/probes/bcc/";

  /// `-I`: neither the environment nor the current directory adds modules.
  private static final String ISOLATED = "-I";

  private static final Pattern ANSWER = Pattern.compile("(?m)^bcc (\\S+)(.*)$");

  /// Finds it.
  ///
  /// @throws ProbeRefused when Python, the module or the kernel's headers are missing
  static Bcc find(ProbeHost host) {
    obstacle(host)
        .ifPresent(
            refused -> {
              throw refused;
            });
    return new Bcc(host.root().resolve(PYTHON));
  }

  /// What is missing for it on this host.
  static Optional<ProbeRefused> obstacle(ProbeHost host) {
    if (!Files.isExecutable(host.root().resolve(PYTHON)) || !hasModule(host)) {
      return Optional.of(ProbeRefused.bccMissing(host.packages()));
    }
    return host.hasHeaders()
        ? Optional.empty()
        : Optional.of(ProbeRefused.headersMissingForBcc(host.kernelRelease(), host.packages()));
  }

  /// Debian keeps modules in `dist-packages`, Fedora in `site-packages` of a version.
  static boolean hasModule(ProbeHost host) {
    try (DirectoryStream<Path> pythons =
        Files.newDirectoryStream(host.root().resolve("usr/lib"), "python3*")) {
      for (Path python : pythons) {
        if (Files.exists(python.resolve("dist-packages/bcc/__init__.py"))
            || Files.exists(python.resolve("site-packages/bcc/__init__.py"))) {
          return true;
        }
      }
    } catch (IOException none) {
      return false;
    }
    return false;
  }

  @Override
  public String word() {
    return "bcc";
  }

  @Override
  public Capabilities ask(ProbeHost host) {
    Matcher answer = ANSWER.matcher(about(host));
    if (!answer.find()) {
      throw ProbeRefused.bccUnusable(
          path, "its module bcc does not tell its version", host.packages());
    }
    List<String> ways = List.of(answer.group(2).strip().split(" "));
    List<LogicalProbe> logical =
        Stream.of(LogicalProbe.values())
            .filter(it -> ways.contains(it.name().toLowerCase(Locale.ROOT)))
            .toList();
    return new Capabilities(answer.group(1), logical);
  }

  @Override
  public String about(ProbeHost host) {
    try {
      return Answer.of(python("allows.py"));
    } catch (IOException e) {
      throw ProbeRefused.bccUnusable(path, String.valueOf(e.getMessage()), host.packages());
    }
  }

  /// One file serves all kernels: it is compiled against the kernel's own headers.
  @Override
  public List<String> variants(ProbePlan.Causes causes, ProbeHost host, String version) {
    return switch (causes) {
      case BLOCK, EXT4 -> List.of(causes.probe());
      case XFS, BTRFS -> List.of();
    };
  }

  @Override
  public String variant(LogicalProbe logical, String version) {
    return logical.probe();
  }

  @Override
  public ProbeScript script(String probe) {
    return ProbeScript.named(FOLDER, probe + ".c");
  }

  @Override
  public List<String> command(ProbeScript script) {
    return python("trace.py");
  }

  /// Runs a program of ours without a file of it.
  private List<String> python(String program) {
    return List.of(path.toString(), ISOLATED, "-c", ProbeScript.named(FOLDER, program).text());
  }
}
