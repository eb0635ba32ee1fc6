package dev.iotrace.correlate;

import dev.iotrace.correlate.Hops.Hop;
import dev.iotrace.event.BioQueued;
import dev.iotrace.event.BioRemapped;
import dev.iotrace.event.DeviceNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows bios from the file system's device through device mapper and md down to the disks, so
/// that requests are counted once, at the bottom, and have the cause of the bio at the top.
///
/// Device mapper and md raid 0, 1 and 10 tell where each bio goes (`block_bio_remap`). md passes
/// flushes on without telling (`md_flush_request`, drivers/md/md.c): there it is their order.
final class Descent implements BioOwner {
  private final Stack stack;
  private final BioOwner above;
  private final ArrayState array;
  private final Set<Journey> journeys = new LinkedHashSet<>();
  private final Map<Bio, Passage> passages = new HashMap<>();
  private final Hops hops = new Hops();

  /// What a thread flushed last: its bio for one target may be over before the next one's begins.
  private final Map<Integer, Journey> lastFlush = new HashMap<>();

  /// A bio on a disk, and where it begins in the bio that it came of.
  private record Passage(Journey journey, long offset) {}

  /// @param above knows the causes of the file system's bios
  Descent(Stack stack, BioOwner above, Calls calls) {
    this.stack = stack;
    this.above = above;
    this.array = new ArrayState(calls);
  }

  /// The file system submitted a bio.
  void begin(BioQueued event) {
    Bio bio = new Bio(event);
    above.attribute(bio);
    Journey journey = new Journey(bio, event.rwbs().isWrite() ? stack.copies() : 1);
    journeys.add(journey);
    if (!journey.isEmpty()) {
      hops.add(journey, stack.top(), event.sectors(), new Hops.Origin(0, event.threadId()));
    }
    if (stack.md() && event.rwbs().isWrite()) {
      array.written(bio);
    }
  }

  /// A bio went one device further down.
  void remapped(BioRemapped event) {
    boolean ours = stack.wholes().containsKey(event.oldDevice());
    if (!ours || event.device().equals(stack.top())) {
      return; // another volume, or a partition of the top
    }
    if (event.sectors().count() == 0) {
      flushRemapped(event);
      return;
    }
    DeviceNumber from = stack.whole(event.oldDevice());
    Hop hop = hops.goOn(from, event.oldSectors(), event.device(), event.threadId());
    Journey journey = hop == null ? null : hop.journey();
    if (journey != null) {
      journey.reached();
    }
    long offset = hop == null ? 0 : hop.offset(event.oldSector());
    hops.add(journey, event.device(), event.sectors(), new Hops.Origin(offset, event.threadId()));
  }

  /// The empty bio that device mapper makes of a preflush, by the thread that asked for it.
  private void flushRemapped(BioRemapped event) {
    if (!stack.disks().containsKey(event.device())) {
      return;
    }
    Journey journey = null;
    for (Journey each : journeys) {
      boolean its = each.bio().event().threadId() == event.threadId();
      journey = its && each.bio().event().rwbs().preflush() ? each : journey;
    }
    if (journey == null) {
      journey = lastFlush.get(event.threadId());
    }
    if (journey != null) {
      journey.flushing(event.device(), 1);
      journey.reached();
      lastFlush.put(event.threadId(), journey);
    }
    hops.add(journey, event.device(), event.sectors(), new Hops.Origin(0, event.threadId()));
  }

  /// A bio was submitted to a disk: what of it the file system's bios have caused. Several only for
  /// a flush that serves several.
  List<Bio> onDisk(BioQueued event) {
    DeviceNumber disk = event.device();
    Hop hop = hops.goOn(disk, event.sectors(), disk, event.threadId());
    if (hop != null) {
      Journey journey = hop.journey();
      return List.of(
          journey == null
              ? unlinked(event)
              : pass(event, journey, hop.offset(event.sectors().start()), Evidence.BIO_REMAPPED));
    }
    if (stack.md() && event.sectors().count() == 0 && event.rwbs().preflush()) {
      List<Bio> flushes = flushPassedDown(event);
      if (!flushes.isEmpty()) {
        return flushes;
      }
    }
    List<Bio> waiting = waiting();
    if (!stack.md() && waiting.stream().anyMatch(it -> mayHaveBecome(it.event(), event))) {
      return List.of(unlinked(event));
    }
    Bio own = new Bio(event);
    own.attribute(array.attribute(event, waiting));
    own.attribution().causes().writes().forEach(LogicalWrite::hold);
    return List.of(own);
  }

  /// Before Linux 5.18 dm-crypt, for one, hands on a bio of its own without `block_bio_remap`.
  private static boolean mayHaveBecome(BioQueued above, BioQueued below) {
    return above.rwbs().isWrite()
        && below.rwbs().isWrite()
        && above.sectors().count() == below.sectors().count();
  }

  private Bio unlinked(BioQueued event) {
    hops.forget(null);
    Bio bio = new Bio(event);
    bio.attribute(Attribution.of(Cause.UNKNOWN, CausePath.OTHER, new Causes(), Evidence.NO_LINK));
    return bio;
  }

  private Bio pass(BioQueued event, Journey journey, long offset, Evidence descent) {
    Bio below = new Bio(event, journey.bio(), descent);
    journey.submitted();
    passages.put(below, new Passage(journey, offset));
    return below;
  }

  /// md's own thread serves all that wait; where the asking thread does it itself, only its own.
  private List<Bio> flushPassedDown(BioQueued event) {
    List<Journey> all = new ArrayList<>();
    for (Journey each : journeys) {
      if (each.awaitsFlushOn(event.device())) {
        all.add(each);
      }
    }
    List<Journey> own =
        all.stream().filter(it -> it.bio().event().threadId() == event.threadId()).toList();
    List<Bio> flushes = new ArrayList<>();
    for (Journey each : own.isEmpty() ? all : own) {
      each.flushing(event.device(), stack.caches());
      flushes.add(pass(event, each, 0, Evidence.FLUSH_PASSED_DOWN));
    }
    return flushes;
  }

  private List<Bio> waiting() {
    return journeys.stream().filter(Journey::waiting).map(Journey::bio).toList();
  }

  @Override
  public void attribute(Bio bio) {
    // Decided when it was made.
  }

  @Override
  public void completed(Bio bio, long timeNs) {
    Passage passage = passages.get(bio);
    if (passage != null) {
      passage.journey.arrived(passage.offset, bio.event().sectors().count());
      end(passage.journey, timeNs);
    }
  }

  @Override
  public void released(Bio bio) {
    Passage passage = passages.remove(bio);
    if (passage == null) {
      array.released(bio);
      return;
    }
    passage.journey.released();
    forget(passage.journey);
  }

  private void end(Journey journey, long timeNs) {
    if (journey.ends()) {
      hops.forget(journey);
      above.completed(journey.bio(), timeNs);
      forget(journey);
    }
  }

  private void forget(Journey journey) {
    if (journey.forgettable() && journeys.remove(journey)) {
      above.released(journey.bio());
    }
  }

  /// The counters were read at this time.
  void pass(long timeNs) {
    array.pass(timeNs);
  }

  /// Nothing is in flight on any disk: flushes that reached none of them are over.
  void quiet(long timeNs) {
    for (Journey each : List.copyOf(journeys)) {
      if (each.isEmpty() && each.waiting() && each.bio().event().timeNs() < timeNs) {
        each.endUnseen();
        end(each, timeNs);
      }
    }
  }
}
