package dev.iotrace.report;

import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.Syscall;
import java.util.OptionalLong;

/// The sums of a report over its writes, added up as they come.
final class WriteSums {
  private OptionalLong firstNs = OptionalLong.empty();
  private long bytes;
  private long calls;
  private boolean stores;

  void add(TracedWrite write) {
    bytes += write.result() >= 0 ? write.bytes() : 0;
    calls += write.calls();
    if (write.isCall()) {
      firstNs = OptionalLong.of(Math.min(write.startNs(), firstNs.orElse(Long.MAX_VALUE)));
    } else {
      stores |= write.call() == Syscall.MMAP;
    }
  }

  /// When the first call began, empty without any.
  OptionalLong firstNs() {
    return firstNs;
  }

  long bytes() {
    return bytes;
  }

  long calls() {
    return calls;
  }

  /// Whether something was stored into a mapping, and nobody knows how much.
  boolean stores() {
    return stores;
  }
}
