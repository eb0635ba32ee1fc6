package dev.iotrace.probe;

import dev.iotrace.probe.ProbePlan.Causes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which probes of a backend this kernel's tracepoints serve.
///
/// @param version of the backend
record ProbeChoice(Backend backend, String version, ProbeHost host, Tracepoints tracepoints) {
  /// What is wanted, or less where no variant of its probe is served; then a note says so.
  ///
  /// @throws ProbeRefused when not even the block layer can be watched
  Causes watchable(Causes wanted, List<String> notes) {
    if (!variants(wanted).isEmpty()) {
      return wanted;
    }
    List<String> absent = leastAbsent(wanted);
    return switch (wanted) {
      case BLOCK -> throw ProbeRefused.tracepointsMissing(absent);
      case EXT4 -> {
        notes.add(
            "this kernel lacks "
                + String.join(", ", absent)
                + ": block totals are right, causes are unknown");
        yield watchable(Causes.BLOCK, notes);
      }
    };
  }

  /// The variants of a probe that are served, best first.
  List<String> variants(Causes causes) {
    return backend.variants(causes, host, version).stream()
        .filter(probe -> absent(probe).isEmpty())
        .toList();
  }

  /// The ways to see logical writes that are served.
  ///
  /// @throws ProbeRefused when none is
  List<LogicalProbe> served(List<LogicalProbe> wanted) {
    List<LogicalProbe> served = new ArrayList<>();
    List<String> absent = List.of();
    for (LogicalProbe each : wanted) {
      absent = absent(backend.variant(each, version));
      if (absent.isEmpty()) {
        served.add(each);
      }
    }
    if (served.isEmpty()) {
      throw ProbeRefused.tracepointsMissing(absent);
    }
    return List.copyOf(served);
  }

  /// What the variant lacks that is nearest to being served.
  private List<String> leastAbsent(Causes causes) {
    return backend.variants(causes, host, version).stream()
        .map(this::absent)
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  private List<String> absent(String probe) {
    return tracepoints.absent(backend.script(probe));
  }
}
