package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of the kernel's `trace_pipe` for `block_rq_complete` (`TP_printk` in
/// include/trace/events/block.h; a priority was added before the error in 6.8):
///
///     fio-10109 [001] ..s1. 4469.321241: block_rq_complete: 254,0 WS () 69585352 + 8 be,0,4 [0]
///
/// What stands before the CPU is a name that a process has chosen: it is not looked at.
final class CompletionLine {
  private static final Pattern FORM =
      Pattern.compile(
          ".*\\[\\d+\\] \\S+ +(\\d+)\\.(\\d{6}): block_rq_complete:"
              + " (\\d+),(\\d+) (\\S*) \\([^)]*\\) (\\d+) \\+ (\\d+) .*\\[(-?\\d+)\\]",
          Pattern.DOTALL);

  /// The text of a mark, which stands between the completions of before and after it.
  static final String MARK = "beat";

  private static final Pattern MARKED =
      Pattern.compile(
          ".*\\[\\d+\\] \\S+ +(\\d+)\\.(\\d{6}): tracing_mark_write: " + MARK, Pattern.DOTALL);
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private CompletionLine() {}

  /// The event, its time cut to the microsecond; empty for any other line.
  static Optional<RequestCompleted> parse(String line) {
    Matcher found = FORM.matcher(line);
    if (!found.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new RequestCompleted(
            timeNs(found),
            new DeviceNumber(Integer.parseInt(found.group(3)), Integer.parseInt(found.group(4))),
            new SectorRange(
                Long.parseUnsignedLong(found.group(6)), Integer.parseInt(found.group(7))),
            Integer.parseInt(found.group(8)),
            Rwbs.parse(found.group(5))));
  }

  /// When a mark was written, cut to the microsecond; empty for any other line.
  static OptionalLong markNs(String line) {
    Matcher found = MARKED.matcher(line);
    return found.matches() ? OptionalLong.of(timeNs(found)) : OptionalLong.empty();
  }

  private static long timeNs(MatchResult found) {
    return Long.parseLong(found.group(1)) * NANOS_PER_SECOND
        + Long.parseLong(found.group(2)) * NANOS_PER_MICRO;
  }
}
