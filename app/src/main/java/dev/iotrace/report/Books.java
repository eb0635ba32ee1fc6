package dev.iotrace.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.iotrace.correlate.Audit;
import dev.iotrace.correlate.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the report can be trusted: what was traced against what the kernel counted.
///
/// @param deviceCounter growth of `/sys/block/DEV/stat`, null when it could not be read in time
/// @param traced what the trace adds up to over the same time
/// @param attributedWriteBytes what the report gives to somebody or to nobody: settled, unrelated
///   and unattributed; equals the issued bytes unless we have a bug
/// @param issuedWriteBytes all writes that the trace saw going to the device, also outside the time
///   between the two readings of the counter
/// @param differenceBytes counter minus trace, null without a counter
/// @param lostEvents events that the probe lost or could not decode
/// @param skippedLines lines of a type that this version of iotrace does not know
/// @param mismatchedCalls calls that only one of driver and kernel probe saw
/// @param lost who lost the lost events
/// @param state what the correlator kept at one time at most, null for the driver's few writes
public record Books(
    Verdict verdict,
    @Nullable Sums deviceCounter,
    Sums traced,
    long attributedWriteBytes,
    long issuedWriteBytes,
    @Nullable Long differenceBytes,
    long lostEvents,
    long skippedLines,
    long mismatchedCalls,
    Attribution attribution,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Loss> lost,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable State state) {

  /// What the report's figures are worth.
  public enum Verdict {
    /// Nothing was lost, and the sums equal the kernel's: the figures are exact.
    CLOSED,
    /// Something is missing: the true figures are these or more.
    LOWER_BOUND,
    /// There was nothing to compare with.
    UNCHECKED
  }

  /// Bytes written and flushes over the same time.
  ///
  /// @param flushes null where the kernel does not count them (before 5.5)
  public record Sums(long writeBytes, @Nullable Long flushes) {}

  /// Events that were lost in one way. Which CPU they happened on nobody tells: bpftrace adds the
  /// losses of all its buffers up (`perf_event_lost`, src/bpftrace.cpp).
  ///
  /// @param probe whose buffer or line it was, empty for iotrace itself
  public record Loss(String probe, String how, long events) {}

  /// What is known beside the audit.
  record Beside(long skippedLines, List<Loss> lost, @Nullable State state) {}

  /// How many of the traced requests are known how well.
  public record Attribution(long exact, long ordered, long inferred) {}

  static Books of(Audit audit, Beside beside, long attributedWriteBytes, Attribution attribution) {
    return new Books(
        verdict(audit, attributedWriteBytes),
        audit.checked() ? new Sums(audit.counterWriteBytes(), flushesCounted(audit)) : null,
        new Sums(audit.tracedWriteBytes(), audit.tracedFlushes()),
        attributedWriteBytes,
        audit.issuedWriteBytes(),
        audit.checked() ? audit.differenceBytes() : null,
        audit.lostEvents(),
        beside.skippedLines,
        audit.mismatchedCalls(),
        attribution,
        beside.lost,
        beside.state);
  }

  private static Verdict verdict(Audit audit, long attributedWriteBytes) {
    if (audit.lostEvents() > 0 || audit.mismatchedCalls() > 0) {
      return Verdict.LOWER_BOUND;
    }
    if (!audit.checked()) {
      return Verdict.UNCHECKED;
    }
    return audit.closed() && attributedWriteBytes == audit.issuedWriteBytes()
        ? Verdict.CLOSED
        : Verdict.LOWER_BOUND;
  }

  private static @Nullable Long flushesCounted(Audit audit) {
    return audit.counterFlushes() < 0 ? null : audit.counterFlushes();
  }
}
