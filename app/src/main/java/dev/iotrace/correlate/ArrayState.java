package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What md writes for itself: the array's superblock, which says dirty before the first write and
/// clean 0.2 s after the last (`md_write_start` and `DEFAULT_SAFEMODE_DELAY`, drivers/md/md.c), and
/// its bitmap.
final class ArrayState {
  private static final String MD_FRAME = "md_";

  /// By then the array has been marked clean, or will not be.
  private static final long PATIENCE_NS = 1_000_000_000;

  private final Calls calls;
  private final Set<LogicalWrite> since = new LinkedHashSet<>();
  private long lastNs;

  ArrayState(Calls calls) {
    this.calls = calls;
  }

  /// The file system wrote to the array: its causes wait for the mark that is to come.
  void written(Bio bio) {
    lastNs = bio.event().timeNs();
    for (LogicalWrite each : bio.attribution().causes().writes()) {
      if (since.add(each)) {
        each.hold();
      }
    }
  }

  /// Why a bio on a disk exists that did not come from above.
  ///
  /// @param waiting the file system's bios that md has done nothing with yet
  Attribution attribute(BioQueued event, List<Bio> waiting) {
    boolean read = event.rwbs().isRead();
    if (read || event.stack().stream().noneMatch(frame -> frame.startsWith(MD_FRAME))) {
      Cause cause = read ? Cause.READ : Cause.UNKNOWN;
      return Attribution.foreign(cause, CausePath.OTHER, event.threadId(), Evidence.OTHER_VOLUME);
    }
    Causes causes = new Causes();
    waiting.forEach(bio -> causes.addAll(bio.attribution().causes()));
    if (causes.writes().isEmpty()) {
      since.forEach(causes::add);
    }
    if (causes.writes().isEmpty()) {
      return Attribution.foreign(
          Cause.SUPERBLOCK, CausePath.OTHER, event.threadId(), Evidence.ARRAY_STATE);
    }
    return Attribution.of(Cause.SUPERBLOCK, CausePath.OTHER, causes, Evidence.ARRAY_STATE);
  }

  /// All requests of a bio that [#attribute] explained were handed to the sink.
  void released(Bio bio) {
    bio.attribution().causes().writes().forEach(LogicalWrite::release);
    calls.retire(bio.attribution().causes().writes());
  }

  /// Time has come to here.
  void pass(long timeNs) {
    if (!since.isEmpty() && timeNs - lastNs > PATIENCE_NS) {
      since.forEach(LogicalWrite::release);
      List<LogicalWrite> all = List.copyOf(since);
      since.clear();
      calls.retire(all);
    }
  }
}
