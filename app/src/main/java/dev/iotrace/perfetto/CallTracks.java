package dev.iotrace.perfetto;

import dev.iotrace.event.Syscall;
import dev.iotrace.report.ProcessEntry;
import dev.iotrace.report.SafeText;
import dev.iotrace.report.WriteEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import perfetto.protos.PerfettoProtos.ProcessDescriptor;
import perfetto.protos.PerfettoProtos.ThreadDescriptor;
import perfetto.protos.PerfettoProtos.TrackDescriptor;

/// What programs did: a track for each thread, below its process where that is known.
final class CallTracks {
  private final Source source;
  private final Flows flows;
  private final Packets packets;
  private final Map<Integer, List<Span>> calls = new LinkedHashMap<>();
  private final Map<Integer, List<Span>> operations = new LinkedHashMap<>();
  private final Map<Integer, Integer> processes = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<Integer, Long> processTracks = new HashMap<>();

  CallTracks(Source source, Flows flows, Packets packets) {
    this.source = source;
    this.flows = flows;
    this.packets = packets;
  }

  void put() {
    for (WriteEntry write : source.report().writes()) {
      names.put(write.threadId(), write.comm());
      processes.put(write.threadId(), write.processId());
      boolean call = isCall(write);
      (call ? calls : operations)
          .computeIfAbsent(call ? write.threadId() : write.processId(), _ -> new ArrayList<>())
          .add(span(write));
    }
    for (SyncCall sync : source.beside().syncs()) {
      calls.computeIfAbsent(sync.threadId(), _ -> new ArrayList<>()).add(span(sync));
    }
    calls.forEach((thread, spans) -> new Lanes(lanesOf(thread)).put(spans, packets));
    operations.forEach(
        (process, spans) -> {
          String name = "changes, stores and sums of writes";
          TrackDescriptor.Builder track = TrackDescriptor.newBuilder().setName(name);
          new Lanes(_ -> packets.track(process(process), track)).put(spans, packets);
        });
  }

  /// Told one by one, with the time that it took. What a process did to an inode beside writing,
  /// stores into mappings and sums of writes are no calls, and may overlap.
  private static boolean isCall(WriteEntry write) {
    boolean store = write.syscall() == Syscall.MMAP && write.processId() != 0;
    return write.calls() == 0 && write.syscall() != Syscall.OTHER && !store;
  }

  private Span span(WriteEntry write) {
    Notes notes =
        new Notes(write.syscall().word(), isCall(write) ? "write" : "operation")
            .with("id", write.id())
            .with("file", write.file())
            .with("inode", write.inode())
            .with("offset", write.offset())
            .with("bytes", write.bytes())
            .with("result", write.result())
            .with("calls", write.calls() == 0 ? null : write.calls())
            .with("device_bytes", write.deviceBytes())
            .with("durable_after_ns", write.durableAfterNs());
    flows.leave(write, notes.event());
    long beginNs = source.at(write.startNs());
    return new Span(beginNs, beginNs + write.latencyNs(), notes.event(), null);
  }

  private static Span span(SyncCall sync) {
    Notes notes =
        new Notes(sync.call().word(), "sync")
            .with("inode", sync.inode())
            .with("result", sync.endNs() == null ? null : sync.result());
    return new Span(sync.startNs(), sync.endNs(), notes.event(), null);
  }

  /// The thread's own track; of calls that overlap, which no thread makes and a trace with losses
  /// may show, further ones below.
  private IntToLongFunction lanesOf(int thread) {
    long[] first = new long[1];
    return lane -> {
      if (lane > 0) {
        return packets.track(first[0], TrackDescriptor.newBuilder().setName("overlapping calls"));
      }
      first[0] = thread(thread);
      return first[0];
    };
  }

  private long thread(int thread) {
    String comm = SafeText.of(names.getOrDefault(thread, source.beside().comm(thread)));
    int process = processes.getOrDefault(thread, source.beside().process(thread));
    if (process == 0) {
      String name = (comm.isEmpty() ? "" : comm + " ") + "(thread " + thread + ")";
      return packets.track(process(0), TrackDescriptor.newBuilder().setName(name));
    }
    ThreadDescriptor.Builder described =
        ThreadDescriptor.newBuilder().setPid(process).setTid(thread).setThreadName(comm);
    return packets.track(process(process), TrackDescriptor.newBuilder().setThread(described));
  }

  /// The track of a process; 0 for all threads of which that is not known, such as the driver's.
  private long process(int process) {
    return processTracks.computeIfAbsent(
        process,
        id -> {
          TrackDescriptor.Builder track = TrackDescriptor.newBuilder();
          if (id == 0) {
            track.setName("logical calls");
          } else {
            track.setProcess(ProcessDescriptor.newBuilder().setPid(id).setProcessName(commOf(id)));
          }
          return packets.track(0, track);
        });
  }

  private String commOf(int process) {
    return source.report().processes().stream()
        .filter(each -> each.processId() == process)
        .map(ProcessEntry::comm)
        .map(SafeText::of)
        .findFirst()
        .orElse("");
  }
}
