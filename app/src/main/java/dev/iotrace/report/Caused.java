package dev.iotrace.report;

import dev.iotrace.correlate.TracedRequest;
import java.util.ArrayList;
import java.util.List;

/// What one write caused, added up request by request.
final class Caused {
  private final List<Long> requests = new ArrayList<>();
  private long deviceBytes;

  void add(TracedRequest request, long shareBytes) {
    requests.add(request.id());
    if (request.rwbs().isWrite()) {
      deviceBytes += shareBytes;
    }
  }

  long deviceBytes() {
    return deviceBytes;
  }

  /// Ids in the order of issue.
  List<Long> requests() {
    return List.copyOf(requests);
  }
}
