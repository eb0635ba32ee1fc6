package dev.iotrace.report;

import dev.iotrace.correlate.Cause;
import dev.iotrace.correlate.TracedRequest;
import dev.iotrace.correlate.TracedWrite;
import dev.iotrace.event.AsyncCallSeen;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.FileNamed;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The processes of a command, and the files that they changed. Of our driver there are none.
final class Participants {
  private final boolean tree;
  private final Map<Integer, Integer> processes = new HashMap<>();
  private final Map<Long, List<Long>> goneNs = new HashMap<>();
  private final Map<Life, String> fileNames = new HashMap<>();
  private final Map<Integer, Long> syncsOfProcess = new TreeMap<>();
  private final Map<Life, Long> syncsOfFile = new TreeMap<>();
  private long syncs;
  private boolean async;

  /// One of the files that have had an inode's number, one after the other.
  private record Life(long inode, int turn) implements Comparable<Life> {
    @Override
    public int compareTo(Life other) {
      return Comparator.comparingLong(Life::inode)
          .thenComparingInt(Life::turn)
          .compare(this, other);
    }
  }

  /// What one process, or all about one file, adds up to.
  private static final class Part {
    private final Map<Cause, Long> byCause = new EnumMap<>(Cause.class);
    private long writes;
    private long bytes;
    private long deviceBytes;
    private boolean measured = true;

    void add(TracedWrite write) {
      writes += write.isCall() ? 1 : 0;
      bytes += Math.max(0, write.result());
      measured &= write.isCall() || write.call() != Syscall.MMAP;
    }

    void add(Cause cause, long share) {
      deviceBytes += share;
      byCause.merge(cause, share, Long::sum);
    }

    @Nullable Double ratio(boolean known) {
      return known && measured && bytes > 0 ? (double) deviceBytes / bytes : null;
    }

    List<CauseBytes> causes() {
      return byCause.entrySet().stream()
          .map(each -> new CauseBytes(each.getKey(), each.getValue()))
          .toList();
    }
  }

  Participants(TraceHeader header) {
    tree = header.workload().tree();
    processes.put(header.threadId(), header.threadId());
  }

  void accept(IoEvent.OfWorkload event) {
    if (!tree) {
      return;
    }
    switch (event) {
      case TaskStarted task ->
          processes.put(task.childId(), task.thread() ? process(task.threadId()) : task.childId());
      case CallEntered call when !call.call().writes() -> {
        syncs++;
        syncsOfProcess.merge(process(call.threadId()), 1L, Long::sum);
        syncsOfFile.merge(life(call.inode(), call.timeNs()), 1L, Long::sum);
      }
      case AsyncCallSeen _ -> async = true;
      case CallEntered _, CallReturned _, CallIntended _, CallFinished _ -> {}
      case TaskEnded _, WorkloadEnded _ -> {}
    }
  }

  private int process(int threadId) {
    return processes.getOrDefault(threadId, threadId);
  }

  void named(FileNamed file) {
    fileNames.put(life(file.inode(), file.timeNs()), file.path());
  }

  /// The file is gone: its number may come back as another's.
  void gone(InodeGone file) {
    goneNs.computeIfAbsent(file.inode(), _ -> new ArrayList<>(1)).add(file.timeNs());
  }

  private Life life(long inode, long timeNs) {
    List<Long> ends = goneNs.getOrDefault(inode, List.of());
    return new Life(inode, Math.toIntExact(ends.stream().filter(end -> end < timeNs).count()));
  }

  /// What the file of that time is called, empty when nobody knows.
  String file(long inode, long timeNs) {
    return fileNames.getOrDefault(life(inode, timeNs), "");
  }

  long syncs() {
    return syncs;
  }

  /// The ways to write that were used and whose bytes nobody knows.
  List<String> unmeasured(List<TracedWrite> writes) {
    boolean stores =
        tree && writes.stream().anyMatch(write -> !write.isCall() && write.call() == Syscall.MMAP);
    if (async) { // pages that io_uring makes dirty look like those of a mapping
      return List.of(stores ? "mmap, io_uring or libaio" : "io_uring or libaio");
    }
    return stores ? List.of("mmap") : List.of();
  }

  /// The processes, those with the most bytes on the device first.
  List<ProcessEntry> processes(
      List<TracedWrite> writes, List<TracedRequest> requests, Names names) {
    List<ProcessEntry> entries = new ArrayList<>();
    parts(writes, requests, TracedWrite::processId, syncsOfProcess)
        .forEach(
            (id, part) ->
                entries.add(
                    new ProcessEntry(
                        id,
                        names.comm(id),
                        part.writes,
                        part.bytes,
                        syncsOfProcess.getOrDefault(id, 0L),
                        part.deviceBytes,
                        part.ratio(!async),
                        part.causes())));
    entries.sort(Comparator.comparingLong(ProcessEntry::deviceBytes).reversed());
    return entries;
  }

  /// The files, those with the most bytes on the device first.
  List<FileEntry> files(List<TracedWrite> writes, List<TracedRequest> requests) {
    List<FileEntry> entries = new ArrayList<>();
    parts(writes, requests, each -> life(each.inode(), each.startNs()), syncsOfFile)
        .forEach(
            (file, part) ->
                entries.add(
                    new FileEntry(
                        file.inode,
                        fileNames.getOrDefault(file, ""),
                        part.writes,
                        part.bytes,
                        syncsOfFile.getOrDefault(file, 0L),
                        part.deviceBytes,
                        part.ratio(!async),
                        part.causes())));
    entries.sort(Comparator.comparingLong(FileEntry::deviceBytes).reversed());
    return entries;
  }

  private <K> Map<K, Part> parts(
      List<TracedWrite> writes,
      List<TracedRequest> requests,
      Function<TracedWrite, K> whose,
      Map<K, Long> alsoThese) {
    Map<K, Part> parts = new TreeMap<>();
    if (!tree) {
      return parts;
    }
    alsoThese.keySet().forEach(id -> parts.put(id, new Part()));
    Map<Long, Part> byWrite = new HashMap<>();
    for (TracedWrite write : writes) {
      Part part = parts.computeIfAbsent(whose.apply(write), _ -> new Part());
      part.add(write);
      byWrite.put(write.id(), part);
    }
    for (TracedRequest request : requests) {
      if (request.rwbs().isWrite()) {
        for (TracedRequest.Share share : request.shares()) {
          Part part = byWrite.get(share.writeId());
          if (part != null) {
            part.add(request.cause(), share.bytes());
          }
        }
      }
    }
    return parts;
  }
}
