package dev.iotrace.report;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.TracedRequest;
import org.jspecify.annotations.Nullable;

/// Adds requests up.
final class Sum {
  private long deviceBytes;
  private long readBytes;
  private long requests;
  private long flushes;
  private long fuaWrites;
  private long bios;
  private long pages;
  private boolean pagesTold = true;

  /// Counts a request of which `bytes` belong to whom this sum is about.
  void add(TracedRequest request, long bytes) {
    requests++;
    if (request.cause() == Cause.FLUSH || request.rwbs().isFlush()) {
      flushes++;
    }
    bios += request.carried().bios();
    pages += Math.max(0, request.carried().pages());
    pagesTold &= request.carried().pages() != TracedRequest.Carried.UNTOLD;
    if (request.rwbs().isRead()) {
      readBytes += bytes;
    } else if (request.rwbs().isWrite()) {
      deviceBytes += bytes;
      fuaWrites += request.rwbs().fua() ? 1 : 0;
    }
  }

  /// Counts a part of a request that is counted elsewhere.
  void addPart(TracedRequest request, long bytes) {
    if (request.rwbs().isWrite()) {
      deviceBytes += bytes;
    }
  }

  long deviceBytes() {
    return deviceBytes;
  }

  long readBytes() {
    return readBytes;
  }

  long requests() {
    return requests;
  }

  long flushes() {
    return flushes;
  }

  long fuaWrites() {
    return fuaWrites;
  }

  /// Each once, whatever became of it below.
  long bios() {
    return bios;
  }

  /// Dirty pages of files that became clean by these, null where some are not known.
  @Nullable Long pages() {
    return pagesTold && requests > 0 ? pages : null;
  }

  Report.Totals totals() {
    return new Report.Totals(deviceBytes, requests, flushes);
  }
}
