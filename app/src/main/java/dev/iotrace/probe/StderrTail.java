package dev.iotrace.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What bpftrace says on stderr: the line that tells why it failed, the last ones, and nothing that
/// grows.
final class StderrTail implements Lines.Sink {
  private static final int MOST_LINE_BYTES = 512;
  private static final int MOST_LINES = 40;
  private static final Pattern LOST = Pattern.compile("^Lost (\\d{1,18}) events");

  private final AtomicLong lost = new AtomicLong();
  private volatile String firstError = "";
  private volatile String last = "";
  private final Deque<String> lines = new ArrayDeque<>();

  @Override
  public void line(byte[] bytes, int from, int end) {
    String line = Printable.of(Fields.text(bytes, from, Math.min(end, from + MOST_LINE_BYTES)));
    keep(line);
    Matcher matcher = LOST.matcher(line);
    if (matcher.find()) {
      lost.addAndGet(Long.parseLong(matcher.group(1)));
    } else if (!line.isEmpty() && !isHarmless(line)) {
      last = line;
      if (firstError.isEmpty() && line.contains("ERROR")) {
        firstError = line;
      }
    }
  }

  @Override
  public void tooLong() {}

  @Override
  public void pause() {}

  /// The line that tells most; empty when nothing was said.
  String telling() {
    return firstError.isEmpty() ? last : firstError;
  }

  /// The last lines.
  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void keep(String line) {
    synchronized (lines) {
      lines.add(line);
      if (lines.size() > MOST_LINES) {
        lines.remove();
      }
    }
  }

  /// How many events were reported lost here since the last call.
  long takeLost() {
    return lost.getAndSet(0);
  }

  /// Said where CAP_SYS_RESOURCE is missing, as in containers; since 5.11 the kernel does not count
  /// BPF against that limit, so loading works all the same. Any other warning may tell why it does
  /// not.
  private static boolean isHarmless(String line) {
    return line.contains("RLIMIT_MEMLOCK") || line.contains("you can try \"ulimit -l");
  }
}
