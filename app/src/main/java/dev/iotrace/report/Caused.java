package dev.iotrace.report;

import dev.iotrace.correlate.TracedRequest;
import java.util.ArrayList;
import java.util.List;

/// What one write caused, added up request by request.
final class Caused {
  private final List<Long> requests = new ArrayList<>(4);
  private long deviceBytes;

  /// @param listed whether the report lists the request
  void add(TracedRequest request, long shareBytes, boolean listed) {
    if (listed) {
      requests.add(request.id());
    }
    if (request.rwbs().isWrite()) {
      deviceBytes += shareBytes;
    }
  }

  long deviceBytes() {
    return deviceBytes;
  }

  /// Ids in the order of issue.
  List<Long> requests() {
    return requests.stream().sorted().toList();
  }
}
