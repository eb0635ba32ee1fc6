package dev.iotrace.correlate;

import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BioRemapped;
import dev.iotrace.event.CallFinished;
import dev.iotrace.event.CallIntended;
import dev.iotrace.event.CommitEnded;
import dev.iotrace.event.CounterRead;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.ElsewhereMounted;
import dev.iotrace.event.ElsewhereWritten;
import dev.iotrace.event.EventsLost;
import dev.iotrace.event.FileNamed;
import dev.iotrace.event.IoEvent;
import dev.iotrace.event.LinesSkipped;
import dev.iotrace.event.ProcessLeft;
import dev.iotrace.event.RequestCompleted;
import dev.iotrace.event.RequestIssued;
import dev.iotrace.event.RequestRequeued;
import dev.iotrace.event.StructureFound;
import dev.iotrace.event.SummingBegun;
import dev.iotrace.event.ThreadNamed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// Links physical requests to logical writes.
///
/// Cause is taken when a bio is submitted, bytes when a request is issued, time when it completes
/// (DESIGN 4). Called by one thread.
public final class Correlator {
  private final CauseSink sink;
  private final Calls calls;
  private final Safety safety;
  private final Attributor attributor;
  private final Stack stack;
  private final Descent descent;
  private final Map<DeviceNumber, BlockLayer> disks = new LinkedHashMap<>();
  private final BlockLayer[] layers;
  private final Books books = new Books();
  private final QuietReadings readings = new QuietReadings();
  private final List<Request> undecided = new ArrayList<>();
  private final BioOwner owner;
  private final StateGauge gauge;
  private long nextId = 1;

  /// @param setting what is known beforehand
  /// @param sink takes what is finished
  public Correlator(CorrelatorSetting setting, CauseSink sink) {
    this.sink = sink;
    this.calls = Calls.of(setting, sink);
    this.stack = setting.stack();
    this.safety = new Safety(calls, stack);
    this.attributor =
        switch (setting.rules()) {
          case EXT4 -> new Ext4Attributor(setting, calls, safety);
          case XFS -> new XfsAttributor(setting, calls, safety);
          case BTRFS -> new BtrfsAttributor(setting, calls, safety);
          case UNKNOWN -> new UnknownAttributor(calls, safety);
        };
    this.descent = new Descent(stack, attributor, calls);
    this.owner = stack.isPlain() ? onPartition(stack.partition(), attributor) : descent;
    BlockLayer.Shared shared = new BlockLayer.Shared(owner, safety, () -> nextId++, undecided::add);
    stack.disks().forEach((disk, cache) -> disks.put(disk, new BlockLayer(disk, cache, shared)));
    this.layers = disks.values().toArray(BlockLayer[]::new);
    this.gauge =
        new StateGauge(
            calls,
            attributor,
            () -> sum(BlockLayer::pendingBios),
            () -> undecided.size() + sum(BlockLayer::requestsInFlight));
  }

  private static BioOwner onPartition(Stack.Partition partition, Attributor attributor) {
    return partition.isWhole() ? attributor : new PartitionBios(partition, attributor);
  }

  private int sum(ToIntFunction<BlockLayer> figure) {
    int sum = 0;
    for (int i = 0; i < layers.length; i++) {
      sum += figure.applyAsInt(layers[i]);
    }
    return sum;
  }

  /// Takes the next event; events come in kernel-time order.
  public void accept(IoEvent event) {
    switch (event) {
      case IoEvent.OfBlockLayer block -> accept(block);
      case IoEvent.OfFileSystem fileSystem -> {
        if (fileSystem instanceof CommitEnded end) {
          completeIf(bio -> bio.isOf(end.transaction()), end.timeNs());
        }
        attributor.accept(fileSystem);
        handOver(false);
      }
      case IoEvent.OfWorkload workload -> {
        if (workload instanceof CallFinished call) {
          completeIf(bio -> bio.awaitedBy(call.threadId()), call.timeNs());
        }
        begin();
        calls.accept(workload);
        if (workload instanceof CallIntended call && calls.writingNow(call.threadId())) {
          attributor.announced(calls.writingOrNext(call.threadId()));
          handOver(false);
        }
      }
      case IoEvent.OfTrace trace -> accept(trace);
    }
    DirtyCount dirty = calls.files().dirty();
    if (dirty.takeChanged()) {
      sink.dirty(event.timeNs(), dirty.pages());
    }
    if (gauge.event() && books.lostAny() && stack.isPlain()) {
      disks.values().forEach(disk -> disk.giveUp(event.timeNs()));
      handOver(false);
    }
  }

  private void accept(IoEvent.OfBlockLayer event) {
    switch (event) {
      case BioQueued bio -> queued(bio);
      case BioRemapped bio -> {
        if (!stack.isPlain()) { // a partition's bio already carries the disk's sector
          descent.remapped(bio);
        }
      }
      case RequestIssued request -> {
        BlockLayer disk = disks.get(request.device());
        if (disk == null) {
          return;
        }
        readings.issued(request.timeNs()).ifPresent(this::quiet);
        books.issued(request);
        disk.issued(request);
      }
      case RequestRequeued request -> {
        BlockLayer disk = disks.get(request.device());
        if (disk != null) {
          books.requeued(request);
          disk.requeued(request);
        }
      }
      case RequestCompleted request -> {
        BlockLayer disk = disks.get(request.device());
        if (disk != null) {
          disk.completed(request);
          handOver(false);
        }
      }
    }
  }

  private void accept(IoEvent.OfTrace event) {
    switch (event) {
      case CounterRead read -> {
        begin();
        descent.pass(read.timeNs());
        readings.read(read).ifPresent(this::quiet);
      }
      case EventsLost lost -> books.lost(lost.count());
      case ThreadNamed _,
          FileNamed _,
          LinesSkipped _,
          ProcessLeft _,
          ElsewhereWritten _,
          ElsewhereMounted _,
          SummingBegun _,
          StructureFound _ -> {} // for the reader of the report
    }
  }

  private void queued(BioQueued event) {
    BlockLayer disk = disks.get(stack.whole(event.device()));
    if (event.device().equals(stack.top()) && !stack.isPlain()) {
      descent.begin(event);
    } else if (disk != null && !stack.isPlain()) {
      descent.onDisk(event).forEach(disk::queued);
    } else if (disk != null) {
      disk.queued(new Bio(event));
    }
  }

  private void begin() {
    disks.values().forEach(BlockLayer::begin);
  }

  private void completeIf(Predicate<Bio> over, long timeNs) {
    disks.values().forEach(disk -> disk.completeIf(over, timeNs));
  }

  private void quiet(CounterRead read) {
    books.balance(read);
    completeIf(_ -> true, read.timeNs());
    descent.quiet(read.timeNs());
    handOver(false);
  }

  /// Hands over the completed requests whose causes are decided, or all of them.
  private void handOver(boolean all) {
    if (undecided.isEmpty() || !(all || anyDecided())) {
      return;
    }
    List<Request> ready = new ArrayList<>();
    undecided.removeIf(request -> (all || request.decided()) && ready.add(request));
    for (Request request : ready) {
      sink.request(Ledger.account(request));
      for (PendingBios.Part part : request.parts()) {
        boolean retained = part.bio().retained();
        if (retained && part.bio().release(Math.max(1, part.sectors()))) {
          owner.released(part.bio());
        }
      }
    }
  }

  /// Asked at nearly every event, and nearly always there is none.
  private boolean anyDecided() {
    for (int i = 0; i < undecided.size(); i++) {
      if (undecided.get(i).decided()) {
        return true;
      }
    }
    return false;
  }

  /// Whether everything that the workload caused has reached its place: dirty pages on the device,
  /// transactions committed, their blocks home, nothing in flight. A worker may still be about to
  /// convert extents: ask again a little later before believing it.
  public boolean settled() {
    return calls.settled();
  }

  /// What is still awaited, in words for a progress line: empty when settled.
  public String awaiting() {
    if (settled()) {
      return "";
    }
    int pages = calls.files().dirtyPages();
    if (pages > 0) {
      return pages + (pages == 1 ? " dirty page" : " dirty pages") + " to be written back";
    }
    String journal = attributor.awaiting();
    return journal.isEmpty() ? "requests in flight" : journal;
  }

  /// Ends the trace: hands everything that is left to the sink.
  public void finish() {
    readings.last().ifPresent(this::quiet);
    attributor.close();
    disks.values().forEach(disk -> undecided.addAll(disk.inFlight()));
    handOver(true);
    calls.close();
  }

  /// The sums to hold against the kernel's counters; meaningful after [#finish()].
  public Audit audit() {
    return books.audit(calls.mismatched());
  }

  /// How much was kept at one time at most.
  public State state() {
    return gauge.state();
  }
}
