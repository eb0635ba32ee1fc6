package dev.iotrace.probe;

import java.nio.file.Path;
import java.util.List;

/// What loads probes into the kernel and prints what they see. Both print the same lines, so what
/// follows does not know which one it was.
public sealed interface Backend permits Bpftrace, Bcc {
  /// Which one is wanted.
  enum Choice {
    /// bpftrace when there is one, else bcc.
    AUTO,
    /// [Bpftrace].
    BPFTRACE,
    /// [Bcc].
    BCC
  }

  /// Which one that comes to on this host.
  static Choice chosen(Choice wanted, ProbeHost host) {
    return switch (wanted) {
      case BPFTRACE, BCC -> wanted;
      case AUTO ->
          Bpftrace.isMissing(host.environment()) && Bcc.obstacle(host).isEmpty()
              ? Choice.BCC
              : Choice.BPFTRACE;
    };
  }

  /// Its name in a trace's header and in the report.
  String word();

  /// The executable file.
  Path path();

  /// Asks it, which takes a moment.
  ///
  /// @throws ProbeRefused when it cannot be run
  Capabilities ask(ProbeHost host);

  /// All that it says of itself and of this host, for a bug report.
  ///
  /// @throws ProbeRefused when it cannot be run
  String about(ProbeHost host);

  /// The variants of a probe of causes that this version of the backend should be able to run on
  /// this host, best first; not empty. Each is for kernels that have what it uses.
  List<String> variants(ProbePlan.Causes causes, ProbeHost host, String version);

  /// The variant of a probe of calls for this version of the backend.
  String variant(LogicalProbe logical, String version);

  /// The text of a probe: `ext4`, `calls-kprobe`.
  ProbeScript script(String probe);

  /// The command that reads this probe from stdin; parameters follow.
  List<String> command(ProbeScript script);
}
