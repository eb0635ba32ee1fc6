package dev.iotrace.report;

import java.util.Map;

/// What threads and the file are called. Others chose these names: escape them where they go.
record Names(Map<Integer, String> threads, String file) {
  /// The thread's name, empty when it was never looked up.
  String comm(int threadId) {
    return threads.getOrDefault(threadId, "");
  }
}
