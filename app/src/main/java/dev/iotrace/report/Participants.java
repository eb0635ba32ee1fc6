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
import dev.iotrace.event.FileOfSubvolume;
import dev.iotrace.event.InodeGone;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.OperationNamed;
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
import org.jspecify.annotations.Nullable;

/// The processes of a command, and the files that they changed. Of our driver there are none.
final class Participants {
  private final boolean tree;
  private final Map<Integer, Integer> processes = new HashMap<>();
  private final Map<Long, List<Long>> goneNs = new HashMap<>();
  private final Map<Life, String> fileNames = new HashMap<>();
  private final Map<Integer, Long> syncsOfProcess = new TreeMap<>();
  private final Map<Life, Long> syncsOfFile = new TreeMap<>();
  private final Map<Integer, CallEntered> syncing = new HashMap<>();
  private final Map<Integer, Part> processParts = new TreeMap<>();
  private final Map<Life, Part> fileParts = new TreeMap<>();
  private boolean async;
  private boolean left;

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
      writes += write.calls();
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
      case CallEntered call when call.call().syncs() && !left -> {
        syncsOfProcess.merge(process(call.threadId()), 1L, Long::sum);
        syncing.put(call.threadId(), call);
        syncsOfFile.merge(life(call.inode(), call.timeNs()), 1L, Long::sum);
      }
      case FileOfSubvolume file -> relocate(file);
      case CallReturned call -> syncing.remove(call.threadId());
      case AsyncCallSeen _ -> async = true;
      case CallEntered _, CallIntended _, CallFinished _ -> {}
      case TaskEnded _, OperationNamed _ -> {}
      case WorkloadEnded ended -> left = ended.goesOn();
    }
  }

  private void relocate(FileOfSubvolume file) {
    CallEntered sync = syncing.get(file.threadId());
    if (sync != null && sync.inode() == file.number()) {
      syncing.remove(file.threadId());
      syncsOfFile.computeIfPresent(
          life(sync.inode(), sync.timeNs()), (_, count) -> count == 1 ? null : count - 1);
      syncsOfFile.merge(life(file.inode(), file.timeNs()), 1L, Long::sum);
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
    int turn = ends.size(); // they come in the order of time, and the last is asked for most
    while (turn > 0 && ends.get(turn - 1) >= timeNs) {
      turn--;
    }
    return new Life(inode, turn);
  }

  /// What the file of that time is called, empty when nobody knows.
  String file(long inode, long timeNs) {
    return fileNames.getOrDefault(life(inode, timeNs), "");
  }

  /// The ways to write that were used and whose bytes nobody knows.
  ///
  /// @param stores whether something was stored into a mapping
  List<String> unmeasured(boolean stores) {
    boolean mapped = tree && stores;
    if (async) { // pages that io_uring makes dirty look like those of a mapping
      return List.of(mapped ? "mmap, io_uring or libaio" : "io_uring or libaio");
    }
    return mapped ? List.of("mmap") : List.of();
  }

  void add(TracedWrite write) {
    if (tree) {
      ofProcess(write.processId()).add(write);
      ofFile(life(write.inode(), write.startNs())).add(write);
    }
  }

  void add(TracedRequest request) {
    if (tree && request.rwbs().isWrite()) {
      for (TracedRequest.Share share : request.shares()) {
        ofProcess(share.processId()).add(request.cause(), share.bytes());
        ofFile(life(share.inode(), share.startNs())).add(request.cause(), share.bytes());
      }
    }
  }

  private Part ofProcess(int id) {
    return processParts.computeIfAbsent(id, _ -> new Part());
  }

  private Part ofFile(Life file) {
    return fileParts.computeIfAbsent(file, _ -> new Part());
  }

  /// The processes, those with the most bytes on the device first.
  List<ProcessEntry> processes(Names names) {
    syncsOfProcess.keySet().forEach(this::ofProcess);
    List<ProcessEntry> entries = new ArrayList<>();
    processParts.forEach(
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
  List<FileEntry> files() {
    syncsOfFile.keySet().forEach(this::ofFile);
    List<FileEntry> entries = new ArrayList<>();
    fileParts.forEach(
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
}
