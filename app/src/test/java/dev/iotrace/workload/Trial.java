package dev.iotrace.workload;

import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.IoEvent;
import dev.iotrace.syscall.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A workload that was run, and what it left.
final class Trial {
  private static final int SECTOR_BYTES = 512;

  private final WorkloadResult result;
  private final List<IoEvent> events;
  private final byte[] content;
  private final long inode;

  private Trial(WorkloadResult result, List<IoEvent> events, byte[] content, long inode) {
    this.result = result;
    this.events = events;
    this.content = content;
    this.inode = inode;
  }

  static Trial of(SpecBuilder spec, Path directory) throws Exception {
    try (Workload workload =
        Workload.prepare(spec.build(), directory, SECTOR_BYTES, Time::monotonicNs)) {
      workload.start();
      List<IoEvent> events = Collections.synchronizedList(new ArrayList<>());
      WorkloadResult result = workload.run(events::add).join();
      long inode = (Long) Files.getAttribute(workload.file(), "unix:ino");
      byte[] content = Files.readAllBytes(workload.file());
      workload.removeFile();
      return new Trial(result, List.copyOf(events), content, inode);
    }
  }

  WorkloadResult result() {
    return result;
  }

  List<IoEvent> events() {
    return events;
  }

  byte[] content() {
    return content;
  }

  long inode() {
    return inode;
  }

  List<CallIntended> intended() {
    return events.stream()
        .filter(CallIntended.class::isInstance)
        .map(CallIntended.class::cast)
        .toList();
  }

  List<CallFinished> finished() {
    return events.stream()
        .filter(CallFinished.class::isInstance)
        .map(CallFinished.class::cast)
        .toList();
  }

  /// What a file is to hold that was written at these offsets.
  static byte[] expected(int bytes, int length, long... offsets) {
    byte[] content = new byte[bytes];
    try (var buffer = Content.allocate(bytes, 1, SpecBuilder.SEED)) {
      buffer.view(0, bytes).get(content);
    }
    byte[] file = new byte[length];
    for (long offset : offsets) {
      System.arraycopy(content, 0, file, Math.toIntExact(offset), bytes);
    }
    return file;
  }
}
