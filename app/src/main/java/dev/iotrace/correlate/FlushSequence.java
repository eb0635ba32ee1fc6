package dev.iotrace.correlate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /// A flush was issued: the bios that it serves.
  List<Bio> issued() {
    served.clear();
    waiting.forEach(
        (bio, step) -> {
          if (step != Step.DATA) {
            served.add(bio);
          }
        });
    return List.copyOf(served);
  }

  /// Whether the flush in flight serves this bio.
  boolean serving(Bio bio) {
    return served.contains(bio);
  }

  /// The flush in flight is done: the bios that now have all they asked for.
  List<Bio> completed() {
    List<Bio> done = new ArrayList<>(served.size());
    for (Bio bio : served) {
      boolean last = waiting.get(bio) == Step.POSTFLUSH || bio.event().sectors().count() == 0;
      if (last) {
        waiting.remove(bio);
        done.add(bio);
      } else {
        waiting.put(bio, Step.DATA);
      }
    }
    served.clear();
    return done;
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
