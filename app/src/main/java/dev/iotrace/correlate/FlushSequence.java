package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The block layer's flush state machine, followed from outside (`block/blk-flush.c`).
///
/// A bio with preflush waits for a flush, then for its data, then, with FUA on a device without
/// FUA, for another flush. One flush serves all that wait when it is issued. At most one is in
/// flight.
final class FlushSequence {
  private enum Step {
    PREFLUSH,
    DATA,
    POSTFLUSH
  }

  private final boolean writeCache;
  private final boolean fua;
  private final Map<Bio, Step> waiting = new LinkedHashMap<>();
  private final List<Bio> served = new ArrayList<>();
  private List<Bio> servedBefore = List.of();

  FlushSequence(boolean writeCache, boolean fua) {
    this.writeCache = writeCache;
    this.fua = fua;
  }

  /// Whether a bio goes through the machine: it is done only after a flush.
  boolean sequenced(Bio bio) {
    boolean postflush = bio.event().rwbs().fua() && !fua;
    return writeCache && (bio.event().rwbs().preflush() || postflush);
  }

  /// A bio was submitted. True when it is done only after a flush.
  boolean submitted(Bio bio) {
    if (!sequenced(bio)) {
      return false;
    }
    waiting.put(bio, bio.event().rwbs().preflush() ? Step.PREFLUSH : Step.DATA);
    return true;
  }

  /// Nothing of the bio will be seen any more.
  void giveUp(Bio bio) {
    waiting.remove(bio);
    served.remove(bio);
  }

  /// Whether a bio is known that waits for a flush to be issued.
  boolean awaited() {
    return waiting.values().stream().anyMatch(step -> step != Step.DATA);
  }

  /// Whether the bio's next step is the end of its data.
  boolean writing(Bio bio) {
    return waiting.get(bio) == Step.DATA;
  }

  /// A flush was issued: the bios that it serves.
  List<Bio> issued() {
    served.clear();
    waiting.forEach(
        (bio, step) -> {
          if (step != Step.DATA) {
            served.add(bio);
          }
        });
    if (served.isEmpty()) {
      served.addAll(mistakenlyServed());
    }
    return List.copyOf(served);
  }

  /// The kernel decides whom a flush serves a little before it issues it. Who came in between was
  /// taken for served by that flush, and is served by this one.
  private List<Bio> mistakenlyServed() {
    List<Bio> waitForData = new ArrayList<>();
    for (Bio bio : servedBefore) {
      if (waiting.get(bio) == Step.DATA && bio.nextSector() == bio.event().sectors().start()) {
        waiting.put(bio, Step.PREFLUSH);
        waitForData.add(bio);
      }
    }
    if (waitForData.isEmpty() && !servedBefore.isEmpty()) {
      return List.of(servedBefore.getLast());
    }
    return waitForData;
  }

  /// Whether the flush in flight serves this bio.
  boolean serving(Bio bio) {
    return served.contains(bio);
  }

  /// The flush in flight is done: the bios that now have all they asked for.
  List<Bio> completed() {
    List<Bio> done = new ArrayList<>(served.size());
    for (Bio bio : served) {
      if (!waiting.containsKey(bio)) {
        continue;
      }
      Step next = afterFlush(bio);
      if (next == null) {
        waiting.remove(bio);
        done.add(bio);
      } else {
        waiting.put(bio, next);
      }
    }
    servedBefore = List.copyOf(served);
    served.clear();
    return done;
  }

  /// An empty bio has no data to wait for; device mapper makes such ones that keep their FUA
  /// (`__send_empty_flush`, drivers/md/dm.c).
  private @Nullable Step afterFlush(Bio bio) {
    if (waiting.get(bio) == Step.POSTFLUSH) {
      return null;
    }
    if (bio.event().sectors().count() > 0) {
      return Step.DATA;
    }
    return bio.event().rwbs().fua() && !fua ? Step.POSTFLUSH : null;
  }

  /// The data of a bio is on the device. True when the bio has all it asked for.
  boolean dataCompleted(Bio bio) {
    if (!waiting.containsKey(bio)) {
      return true;
    }
    if (bio.event().rwbs().fua() && !fua) {
      waiting.put(bio, Step.POSTFLUSH);
      return false;
    }
    waiting.remove(bio);
    return true;
  }
}
