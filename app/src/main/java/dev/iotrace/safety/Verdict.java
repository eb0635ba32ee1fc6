package dev.iotrace.safety;

import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What the figures say in words, and nothing that they do not say.
final class Verdict {
  private static final double NANOS_PER_MILLI = 1e6;

  private Verdict() {}

  /// A paragraph for each size.
  static List<String> sentences(SafetyReport report) {
    List<String> all = new ArrayList<>();
    for (long size : report.plan().sizesBytes()) {
      Optional<SafetyCell> buffered = cell(report, size, Mode.BUFFERED);
      Optional<SafetyCell> direct = cell(report, size, Mode.DIRECT);
      List<String> words = new ArrayList<>();
      Stream.of(buffered, direct)
          .flatMap(Optional::stream)
          .forEach(cell -> words.add(told(cell.median(report.runs()), report)));
      if (buffered.isPresent() && direct.isPresent()) {
        words.add(compared(buffered.get(), direct.get()));
        words.add(cpu(buffered.get().median(report.runs()), direct.get().median(report.runs())));
      }
      if (!words.isEmpty()) {
        all.add(Sizes.exact(size) + ": " + String.join(" ", words));
      }
    }
    return all;
  }

  private static Optional<SafetyCell> cell(SafetyReport report, long size, Mode mode) {
    return report.cells().stream()
        .filter(it -> it.sizeBytes() == size && it.mode() == mode)
        .findFirst();
  }

  private static String told(SafetyRun run, SafetyReport report) {
    boolean perhapsCached = run.mode() == Mode.DIRECT && report.target().device().writeCache();
    return run.mode().word()
        + " writes had returned after "
        + Words.duration(run.writtenNs())
        + ", when "
        + onDevice(run)
        + (perhapsCached ? ", perhaps into a volatile cache" : "")
        + "; the bytes were safe after "
        + Words.duration(run.syncedNs())
        + ".";
  }

  /// The device's counter does not tell whose bytes it counts.
  private static String onDevice(SafetyRun run) {
    long written = run.device().writtenBytes();
    if (written == 0) {
      return "the device had written nothing";
    }
    return written < run.sizeBytes()
        ? "the device had at most " + Words.number(written) + " of " + Words.number(run.sizeBytes())
        : "the device had written " + Words.count(written, "byte");
  }

  /// What the runs took, and what they had others take for them.
  private static String cpu(SafetyRun buffered, SafetyRun direct) {
    return "CPU of the writing thread"
        + (buffered.loan() == null
            ? ": "
            : ", and beside it of kernel threads that name this file system: ")
        + cpu(buffered)
        + " buffered, "
        + cpu(direct)
        + " with O_DIRECT.";
  }

  private static String cpu(SafetyRun run) {
    String own = milliseconds(run.cpu().userNs() + run.cpu().systemNs());
    Loan loan = run.loan();
    return (loan == null ? own : own + " and " + milliseconds(loan.oursNs())) + " ms";
  }

  private static String milliseconds(long ns) {
    return String.format(Locale.ROOT, "%,.1f", ns / NANOS_PER_MILLI);
  }

  /// Only runs that do not overlap show a difference.
  private static String compared(SafetyCell buffered, SafetyCell direct) {
    if (buffered.runs() < 2 || direct.runs() < 2) {
      return "One run of each shows no difference.";
    }
    if (direct.mostSyncedNs() < buffered.leastSyncedNs()) {
      return sooner("O_DIRECT", direct, buffered);
    }
    if (buffered.mostSyncedNs() < direct.leastSyncedNs()) {
      return sooner("buffered", buffered, direct);
    }
    return "Until safe the runs took "
        + range(buffered)
        + " buffered and "
        + range(direct)
        + " with O_DIRECT: these overlap, so no difference is shown.";
  }

  private static String sooner(String word, SafetyCell fast, SafetyCell slow) {
    return String.format(
        Locale.ROOT,
        "Safe sooner in every run: %s, %s against %s.",
        word,
        range(fast),
        range(slow));
  }

  private static String range(SafetyCell cell) {
    return Words.duration(cell.leastSyncedNs()) + " to " + Words.duration(cell.mostSyncedNs());
  }
}
