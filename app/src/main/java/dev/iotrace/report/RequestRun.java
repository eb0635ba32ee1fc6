package dev.iotrace.report;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.TracedRequest;

/// Requests in a row with one cause and one submitter: one line of the timeline.
final class RequestRun {
  private final Cause cause;
  private final int threadId;
  private final long startNs;
  private long bytes;
  private int requests;

  RequestRun(TracedRequest first) {
    cause = first.cause();
    threadId = first.submitter().threadId();
    startNs = first.times().issuedNs();
  }

  boolean takes(TracedRequest request) {
    return request.cause() == cause && request.submitter().threadId() == threadId;
  }

  void add(TracedRequest request) {
    bytes += request.bytes();
    requests++;
  }

  long startNs() {
    return startNs;
  }

  int threadId() {
    return threadId;
  }

  /// What the thread of that name does.
  String text(String comm) {
    String often = requests == 1 ? "" : " in " + Words.count(requests, "request");
    String size = Words.count(bytes, "byte");
    return switch (cause) {
      case DATA, JOURNAL, METADATA -> comm + " writes " + size + " of " + cause.word() + often;
      case SUPERBLOCK -> comm + " writes the superblock, " + size + often;
      case FLUSH -> "the device's cache is flushed for " + comm + often;
      case READ -> comm + " reads " + size + often;
      case UNKNOWN -> comm + " writes " + size + ", nobody knows why" + often;
    };
  }
}
