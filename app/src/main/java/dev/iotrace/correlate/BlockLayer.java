package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.RequestRequeued;
import dev.iotrace.event.Rwbs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Bios become requests: DESIGN 4.1, for every file system.
///
/// One for each disk. Requests are known by operation and sector. A flush has no sector; at most
/// one is in flight.
final class BlockLayer {
  /// Unless set otherwise the kernel gives up a request after that time (`queue/io_timeout`,
  /// Documentation/ABI/stable/sysfs-block).
  private static final long GIVEN_UP_NS = 30_000_000_000L;

  private final DeviceNumber disk;
  private final BioOwner owner;
  private final Safety safety;
  private final FlushSequence flushes;
  private final LongSupplier ids;
  private final Consumer<Request> completed;
  private final PendingBios writes = new PendingBios();
  private final PendingBios reads = new PendingBios();
  private final Map<Place, Deque<Request>> inFlight = new HashMap<>();
  private final Map<Place, Request> requeued = new HashMap<>();
  private @Nullable Request flush;
  private boolean flushRequeued;
  private boolean begun;

  /// Where a request is to be found again at its completion.
  private record Place(Rwbs.Operation operation, long sector) {}

  /// What the layers of all disks share.
  ///
  /// @param ids gives the next request its number
  /// @param completed takes requests that are done, in the order in which they are
  record Shared(BioOwner owner, Safety safety, LongSupplier ids, Consumer<Request> completed) {}

  BlockLayer(DeviceNumber disk, Stack.Cache cache, Shared shared) {
    this.disk = disk;
    this.owner = shared.owner;
    this.safety = shared.safety;
    this.ids = shared.ids;
    this.completed = shared.completed;
    this.flushes = new FlushSequence(cache.write(), cache.fua());
  }

  /// The probes are attached, all of them, and the workload may begin.
  void begin() {
    begun = true;
  }

  /// A bio was submitted to the disk.
  void queued(Bio bio) {
    BioQueued event = bio.event();
    owner.attribute(bio);
    if (event.sectors().count() > 0) {
      bios(event.rwbs()).add(bio);
    }
    if (flushes.submitted(bio)) {
      bio.retain();
    }
    if (!bio.retained()) {
      owner.completed(bio, event.timeNs());
      owner.released(bio);
    }
  }

  private PendingBios bios(Rwbs rwbs) {
    return rwbs.isRead() ? reads : writes;
  }

  void issued(RequestIssued event) {
    if (event.rwbs().isFlush()) {
      issueFlush(event);
      return;
    }
    Place place = new Place(event.rwbs().operation(), event.sectors().start());
    Request again = requeued.remove(place);
    if (again != null) {
      put(place, again);
      return;
    }
    List<PendingBios.Part> parts =
        bios(event.rwbs()).take(event.sectors().start(), event.sectors().end());
    if (flush != null && parts.stream().anyMatch(part -> flushes.serving(part.bio()))) {
      completeFlushUnseen(event.timeNs()); // data follows its preflush
    }
    put(place, new Request(ids.getAsLong(), event, parts, begun));
  }

  private void put(Place place, Request request) {
    inFlight.computeIfAbsent(place, _ -> new ArrayDeque<>(1)).add(request);
  }

  private void issueFlush(RequestIssued event) {
    if (flush != null && flushRequeued) {
      flushRequeued = false;
      return;
    }
    if (flush != null) {
      completeFlushUnseen(event.timeNs()); // at most one is in flight
    }
    if (!flushes.awaited()) {
      completeIf(flushes::writing, event.timeNs()); // a flush follows its data
    }
    List<PendingBios.Part> parts = new ArrayList<>(1);
    for (Bio bio : flushes.issued()) {
      if (bio.retained()) {
        bio.retain();
      }
      parts.add(new PendingBios.Part(bio, 0, 0));
    }
    flush = new Request(ids.getAsLong(), event, parts, begun);
    safety.flushIssued(disk);
  }

  void requeued(RequestRequeued event) {
    if (event.rwbs().isFlush()) {
      flushRequeued = true;
      return;
    }
    Place place = new Place(event.rwbs().operation(), event.sectors().start());
    Request request = poll(place);
    if (request != null) {
      requeued.put(place, request);
    }
  }

  void completed(RequestCompleted event) {
    if (event.rwbs().isFlush()) {
      failed(flush, event);
      completeFlush(event.timeNs());
      return;
    }
    int sectors = event.sectors().count();
    if (sectors == 0) {
      return; // the end of a flush sequence, or an empty flush bio: told by the flushes themselves
    }
    Request request = poll(new Place(event.rwbs().operation(), event.sectors().start()));
    if (request == null) {
      return; // issued before the trace began
    }
    failed(request, event);
    if (!request.complete(sectors, event.timeNs())) {
      put(new Place(event.rwbs().operation(), event.sectors().end()), request);
      return;
    }
    finish(request, event.timeNs());
  }

  private void failed(@Nullable Request request, RequestCompleted event) {
    if (request != null && event.error() != 0) {
      request.parts().forEach(part -> part.bio().fail());
      if (request == flush) {
        safety.flushFailed(disk);
      }
    }
  }

  private void finish(Request request, long timeNs) {
    for (PendingBios.Part part : request.parts()) {
      Bio bio = part.bio();
      if (bio.complete(part.sectors()) && flushes.dataCompleted(bio)) {
        done(bio, timeNs);
      }
    }
    completed.accept(request);
  }

  /// By now all requests that carry only such bios are over, seen or not. The kernel skips a probe
  /// that interrupts another on the same CPU (`trace_call_bpf`, kernel/trace/bpf_trace.c), and
  /// completions come by interrupt.
  void completeIf(Predicate<Bio> over, long timeNs) {
    for (Request request : inFlight()) {
      if (request != flush && request.carriesOnly(over)) {
        Place place =
            new Place(request.event().rwbs().operation(), request.event().sectors().start());
        inFlight.values().forEach(at -> at.remove(request));
        inFlight.values().removeIf(Deque::isEmpty);
        requeued.remove(place, request);
        request.completeUnseen(timeNs);
        finish(request, timeNs);
      }
    }
    if (flush != null && flush.carriesOnly(over)) {
      completeFlushUnseen(timeNs);
    }
  }

  private void completeFlushUnseen(long timeNs) {
    if (flush != null) {
      flush.completeUnseen(timeNs);
      completeFlush(timeNs);
    }
  }

  private void done(Bio bio, long timeNs) {
    owner.completed(bio, timeNs);
    if (flushes.sequenced(bio) && bio.release(1)) {
      owner.released(bio);
    }
  }

  private void completeFlush(long timeNs) {
    if (flush == null) {
      return;
    }
    Request request = flush;
    flush = null;
    flushRequeued = false;
    if (!request.unseen()) {
      request.complete(0, timeNs);
    }
    for (Bio bio : flushes.completed()) {
      done(bio, timeNs);
    }
    safety.flushCompleted(disk, timeNs);
    completed.accept(request);
  }

  private @Nullable Request poll(Place place) {
    Deque<Request> at = inFlight.get(place);
    if (at == null) {
      return null;
    }
    Request request = at.poll();
    if (at.isEmpty()) {
      inFlight.remove(place);
    }
    return request;
  }

  int pendingBios() {
    return writes.size() + reads.size();
  }

  int requestsInFlight() {
    return inFlight.size() + requeued.size() + (flush == null ? 0 : 1);
  }

  /// Events were lost: what has waited for its issue or completion so long that the kernel would
  /// have given it up is not waited for any more. When a bio's issue was lost, whether its bytes
  /// are safe is not known.
  void giveUp(long timeNs) {
    long beforeNs = timeNs - GIVEN_UP_NS;
    completeIf(bio -> bio.event().timeNs() < beforeNs, timeNs);
    List<Bio> lost = new ArrayList<>(writes.takeBefore(beforeNs));
    lost.addAll(reads.takeBefore(beforeNs));
    for (Bio bio : lost) {
      flushes.giveUp(bio);
      bio.giveUp();
      owner.released(bio);
    }
  }

  /// What was issued and not completed, in the order of issue.
  List<Request> inFlight() {
    List<Request> all = new ArrayList<>();
    inFlight.values().forEach(all::addAll);
    all.addAll(requeued.values());
    if (flush != null) {
      all.add(flush);
    }
    all.sort((a, b) -> Long.compare(a.id(), b.id()));
    return all;
  }
}
