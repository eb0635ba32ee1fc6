package dev.iotrace.report;

import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.TraceHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requests and writes that a report lists one by one, the first so many of each. Those that
/// come later are in its sums, so that memory does not follow how long a program runs.
final class Listing {
  /// How many of each where calls are counted and not told: who wants more has them told.
  static final int MOST_SUMMED = 50_000;

  private static final int MOST_TOLD = 500_000;

  private final int most;
  private final List<TracedRequest> requests = new ArrayList<>();
  private final List<TracedWrite> writes = new ArrayList<>();
  private final Map<Long, Caused> caused = new HashMap<>();
  private long moreRequests;
  private long moreWrites;
  private long wrote;
  private long undurable;
  private long lastDurableNs;
  private long slowestNs;

  Listing(int most) {
    this.most = most;
  }

  static Listing of(TraceHeader.Workload workload) {
    boolean summed = "summary".equals(workload.options().get("detail"));
    return new Listing(summed ? MOST_SUMMED : MOST_TOLD);
  }

  void add(TracedRequest request) {
    boolean listed = requests.size() < most;
    if (listed) {
      requests.add(request);
    } else {
      moreRequests++;
    }
    for (TracedRequest.Share share : request.shares()) {
      if (isListed(share.writeId())) {
        caused
            .computeIfAbsent(share.writeId(), _ -> new Caused())
            .add(request, share.bytes(), listed);
      }
    }
  }

  void add(TracedWrite write) {
    if (isListed(write.id())) {
      writes.add(write);
      return;
    }
    moreWrites++;
    if (write.result() > 0) {
      wrote++;
      undurable += write.durableNs() == 0 ? 1 : 0;
    }
    lastDurableNs = Math.max(lastDurableNs, write.durableNs());
    slowestNs = Math.max(slowestNs, write.latencyNs());
  }

  /// Requests share in writes that are not finished with: their number, given at their beginning,
  /// tells whether they will be listed.
  private boolean isListed(long writeId) {
    return writeId <= most;
  }

  /// How many of each are listed at most.
  int most() {
    return most;
  }

  /// In the order of issue.
  List<TracedRequest> requests() {
    requests.sort(Comparator.comparingLong(TracedRequest::id));
    return requests;
  }

  /// In the order of their beginning.
  List<TracedWrite> writes() {
    writes.sort(Comparator.comparingLong(TracedWrite::id));
    return writes;
  }

  /// What a listed write caused.
  Caused caused(TracedWrite write) {
    return caused.getOrDefault(write.id(), new Caused());
  }

  /// What is not listed, null when all is.
  Report.@Nullable Unlisted unlisted(long zeroNs) {
    return moreRequests + moreWrites == 0
        ? null
        : new Report.Unlisted(
            moreRequests,
            moreWrites,
            wrote,
            undurable,
            lastDurableNs == 0 ? null : lastDurableNs - zeroNs,
            slowestNs);
  }
}
