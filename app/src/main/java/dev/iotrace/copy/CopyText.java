package dev.iotrace.copy;

import dev.iotrace.report.Prose;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// A copy for people: a line that says what was done, and one for each thing that is worth a word.
public final class CopyText {
  private static final double NS_PER_SECOND = 1e9;
  private static final double NS_PER_MICROSECOND = 1e3;

  private CopyText() {}

  /// Lines of at most `columns` characters.
  public static List<String> lines(CopyResult result, int columns) {
    List<String> lines = new ArrayList<>(Prose.wrap("", title(result), columns));
    add(lines, columns, "by", how(result));
    result.instead().ifPresent(why -> add(lines, columns, "", "not copy-file-range: " + why));
    if (result.allocated().how() != Preallocation.NONE) {
      add(lines, columns, "length", allocated(result.allocated()));
    }
    if (result.holeBytes() > 0) {
      add(lines, columns, "holes", Words.number(result.holeBytes()) + " bytes, left out");
    }
    if (result.syncNs() > 0) {
      add(lines, columns, "fsync", seconds(result.syncNs()));
    }
    result.comparison().ifPresent(it -> add(lines, columns, "compared", compared(it)));
    return lines;
  }

  private static void add(List<String> lines, int columns, String label, String text) {
    String first = String.format(Locale.ROOT, "  %-10s ", label);
    lines.addAll(Prose.wrap(first, SafeText.of(text), columns));
  }

  private static String title(CopyResult result) {
    boolean whole = result.bytes() == result.sourceBytes();
    return SafeText.of(
        Words.number(result.bytes())
            + (whole ? "" : " of " + Words.number(result.sourceBytes()))
            + " bytes copied to "
            + result.destination()
            + (result.interrupted() ? ", interrupted" : ""));
  }

  private static String how(CopyResult result) {
    long moved = result.bytes() - result.holeBytes();
    return result.strategy().word() + " in " + seconds(result.ns()) + rate(moved, result.ns());
  }

  /// Holes are no bytes that were moved.
  private static String rate(long moved, long ns) {
    return moved <= 0 || ns == 0
        ? ""
        : String.format(Locale.ROOT, ", %,.1f MB/s", moved * NS_PER_MICROSECOND / ns);
  }

  private static String seconds(long ns) {
    return String.format(Locale.ROOT, "%.3f s", ns / NS_PER_SECOND);
  }

  private static String allocated(Allocated allocated) {
    String given = "given by " + Words.of(allocated.how()) + " in " + seconds(allocated.ns());
    OptionalLong writes = allocated.oneByteWrites();
    if (allocated.how() != Preallocation.POSIX_FALLOCATE) {
      return given;
    }
    if (writes.isEmpty()) {
      return given + "; this kernel does not count what glibc wrote for it";
    }
    return writes.getAsLong() == 0
        ? given + ": the file system has fallocate"
        : given
            + ": the file system has no fallocate, so glibc wrote "
            + Words.number(writes.getAsLong())
            + " blocks one byte each";
  }

  private static String compared(CopyResult.Comparison comparison) {
    String end =
        comparison.firstDifference().isEmpty()
            ? "equal"
            : "NOT EQUAL from byte "
                + Words.number(comparison.firstDifference().getAsLong())
                + " on";
    return end + ", " + seconds(comparison.ns());
  }
}
