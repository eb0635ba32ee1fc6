package dev.iotrace.report;

import dev.iotrace.event.AsyncCallSeen;
import dev.iotrace.event.CallEntered;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CallReturned;
import dev.iotrace.event.FileOfSubvolume;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.OperationNamed;
import dev.iotrace.event.Syscall;
import dev.iotrace.event.TaskEnded;
import dev.iotrace.event.TaskStarted;
import dev.iotrace.event.WorkloadEnded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The workload's calls that only sync: how many, and the first so many one by one. The one that
/// settles afterwards is not the workload's.
final class Syncs {
  private final boolean tree;
  private final int most;
  private final List<Call> calls = new ArrayList<>();

  /// Those that have not returned: a driver's by their id, a command's by their thread.
  private final Map<Long, Call> open = new HashMap<>();

  private long count;
  private boolean over;

  private static final class Call {
    private final Syscall call;
    private final int threadId;
    private final long startNs;
    private long inode;
    private @Nullable Long endNs;
    private long result;

    Call(Syscall call, int threadId, long inode, long startNs) {
      this.call = call;
      this.threadId = threadId;
      this.inode = inode;
      this.startNs = startNs;
    }
  }

  /// @param tree whether a command is followed, whose calls only the kernel tells
  Syncs(boolean tree, int most) {
    this.tree = tree;
    this.most = most;
  }

  void accept(IoEvent.OfWorkload event) {
    switch (event) {
      case CallIntended call when !tree && !over && call.call().syncs() ->
          begin(call.id(), new Call(call.call(), call.threadId(), call.inode(), call.timeNs()));
      case CallFinished call when !tree -> end(call.id(), call.timeNs(), call.result());
      case CallEntered call when tree && !over && call.call().syncs() ->
          begin(
              call.threadId(), new Call(call.call(), call.threadId(), call.inode(), call.timeNs()));
      case CallReturned call when tree -> end(call.threadId(), call.timeNs(), call.result());
      case FileOfSubvolume file -> relocate(file);
      case WorkloadEnded ended -> over = !tree || ended.goesOn();
      case CallIntended _, CallFinished _, CallEntered _, CallReturned _ -> {}
      case TaskStarted _, TaskEnded _, AsyncCallSeen _, OperationNamed _ -> {}
    }
  }

  private void begin(long key, Call call) {
    count++;
    if (calls.size() < most) {
      calls.add(call);
      open.put(key, call);
    }
  }

  private void end(long key, long timeNs, long result) {
    Call call = open.remove(key);
    if (call != null) {
      call.endNs = timeNs;
      call.result = result;
    }
  }

  private void relocate(FileOfSubvolume file) {
    Call call = open.get((long) file.threadId());
    if (tree && call != null && call.inode == file.number()) {
      call.inode = file.inode();
    }
  }

  /// All of them.
  long count() {
    return count;
  }

  /// The first so many, in the order of their beginning.
  List<SyncEntry> entries(Names names, long zeroNs) {
    return calls.stream().map(call -> entry(call, names, zeroNs)).toList();
  }

  private static SyncEntry entry(Call call, Names names, long zeroNs) {
    Long endNs = call.endNs;
    return new SyncEntry(
        call.threadId,
        names.comm(call.threadId),
        call.call,
        call.inode == 0 ? "" : names.file(call.inode, call.startNs),
        call.inode,
        endNs == null ? null : call.result,
        call.startNs - zeroNs,
        endNs == null ? null : endNs - call.startNs);
  }
}
