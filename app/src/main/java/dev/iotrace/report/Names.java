package dev.iotrace.report;

import java.util.Map;

/// What threads and files are called. Others chose these names: escape them where they go.
record Names(Map<Integer, String> threads, String driversFile, Participants participants) {
  /// The file's name, empty when nobody knows it.
  String file(long inode, long timeNs) {
    return driversFile.isEmpty() ? participants.file(inode, timeNs) : driversFile;
  }

  /// The thread's name, empty when it was never looked up.
  String comm(int threadId) {
    return threads.getOrDefault(threadId, "");
  }
}
