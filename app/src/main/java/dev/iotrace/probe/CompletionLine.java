package dev.iotrace.probe;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.Rwbs;
import dev.iotrace.event.SectorRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads lines of the kernel's `trace_pipe` for `block_rq_complete` (`TP_printk` in
/// include/trace/events/block.h; a priority was added before the error in 6.8):
///
///     fio-10109 [001] ..s1. 4469.321241: block_rq_complete: 254,0 WS () 69585352 + 8 be,0,4 [0]
///
/// What stands before the CPU is a name that a process has chosen: what is looked for is behind it.
/// A line comes for each request, so none becomes a text. Not for several threads.
final class CompletionLine extends ByteCursor {
  /// The text of a mark, which stands between the completions of before and after it.
  static final String MARK = "beat";

  private static final byte[] COMPLETE = ascii(": block_rq_complete: ");
  private static final byte[] MARKED = ascii(": tracing_mark_write: " + MARK);
  private static final byte[] ERROR = ascii("[");
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private final InternTable<Rwbs> known = new InternTable<>(1 << 8, Rwbs::parse);

  /// The event, its time cut to the microsecond; empty for any other line.
  Optional<RequestCompleted> completed() {
    int from = at;
    int marker = last(COMPLETE);
    if (marker < 0) {
      return Optional.empty();
    }
    try {
      long ns = nsBefore(marker);
      at = marker + COMPLETE.length;
      int major = smallInteger();
      skip(',');
      int minor = smallInteger();
      skip(' ');
      int letters = at;
      skipTo(' ');
      Rwbs rwbs = known.of(bytes, letters, at);
      skipTo(')');
      at += ") ".length();
      long sector = integer();
      at += " + ".length();
      SectorRange sectors = new SectorRange(sector, smallInteger());
      at = last(ERROR) + 1;
      DeviceNumber device = new DeviceNumber(major, minor);
      return Optional.of(new RequestCompleted(ns, device, sectors, smallInteger(), rwbs));
    } catch (MalformedLine | IllegalArgumentException | ArithmeticException other) {
      return Optional.empty();
    } finally {
      at = from;
    }
  }

  /// When a mark was written, cut to the microsecond; empty for any other line.
  OptionalLong markedNs() {
    int from = at;
    int marker = end - MARKED.length;
    if (marker < from || marker != last(MARKED)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(nsBefore(marker));
    } catch (MalformedLine other) {
      return OptionalLong.empty();
    } finally {
      at = from;
    }
  }

  /// The microseconds that end before `marker`, after seconds and a point.
  private long nsBefore(int marker) {
    int from = at;
    int point = marker - 7;
    int first = point;
    while (first > from && bytes[first - 1] >= '0' && bytes[first - 1] <= '9') {
      first--;
    }
    if (point < from || bytes[point] != '.') {
      throw new MalformedLine("no time");
    }
    at = first;
    long seconds = integer();
    at = point + 1;
    return seconds * NANOS_PER_SECOND + integer() * NANOS_PER_MICRO;
  }

  private int smallInteger() {
    return Math.toIntExact(integer());
  }

  private void skip(char what) {
    if (at >= end || bytes[at] != what) {
      throw new MalformedLine("not a completion");
    }
    at++;
  }

  private void skipTo(char what) {
    while (at < end && bytes[at] != what) {
      at++;
    }
  }

  /// Where that stands last in the line; -1 when it does not.
  private int last(byte[] what) {
    int from = end - what.length;
    while (from >= at && !Arrays.equals(bytes, from, from + what.length, what, 0, what.length)) {
      from--;
    }
    return from >= at ? from : -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
