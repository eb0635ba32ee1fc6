package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All chunks: from logical addresses to this device, and back.
final class Chunks {
  /// 1 PiB in chunks of 1 GiB.
  private static final int MOST = 1 << 20;

  private final long device;
  private final TreeMap<Long, Chunk> byLogical = new TreeMap<>();
  private final TreeMap<Long, Here> byPhysical = new TreeMap<>();

  /// A stripe that is on this device.
  private record Here(Chunk chunk, int stripe) {}

  /// What stands at a place of this device.
  record Place(Chunk chunk, int stripe, Chunk.Content content) {
    boolean isParity() {
      return content.logical() < 0;
    }
  }

  Chunks(Superblock superblock) {
    device = superblock.device();
  }

  void add(Chunk chunk) throws Damaged {
    if (byLogical.size() >= MOST) {
      throw new Damaged("it has more than " + MOST + " chunks");
    }
    byLogical.put(chunk.start(), chunk);
    for (int i = 0; i < chunk.stripes().size(); i++) {
      Chunk.Stripe stripe = chunk.stripes().get(i);
      if (stripe.device() == device) {
        byPhysical.put(stripe.offset(), new Here(chunk, i));
      }
    }
  }

  /// The chunk of a logical address.
  Optional<Chunk> of(long logical) {
    Map.Entry<Long, Chunk> entry = byLogical.floorEntry(logical);
    return entry != null && entry.getValue().contains(logical)
        ? Optional.of(entry.getValue())
        : Optional.empty();
  }

  /// Where a logical address stands on this device; perhaps nowhere.
  ///
  /// @throws Damaged when there is no such address
  List<Long> onThisDevice(long logical) throws Damaged {
    Chunk chunk =
        of(logical).orElseThrow(() -> new Damaged("address " + logical + " is in no chunk"));
    List<Long> here = new ArrayList<>();
    for (Chunk.Place place : chunk.places(logical)) {
      if (chunk.stripes().get(place.stripe()).device() == device) {
        here.add(place.physical());
      }
    }
    return here;
  }

  /// What stands at a place; empty outside of all chunks.
  Optional<Place> at(long physical) {
    Map.Entry<Long, Here> entry = byPhysical.floorEntry(physical);
    if (entry == null) {
      return Optional.empty();
    }
    Here here = entry.getValue();
    long within = physical - entry.getKey();
    if (within >= here.chunk().stripeBytes()) {
      return Optional.empty();
    }
    Chunk.Content content = here.chunk().content(here.stripe(), within);
    boolean sane = content.logical() < 0 || here.chunk().contains(content.logical());
    return sane ? Optional.of(new Place(here.chunk(), here.stripe(), content)) : Optional.empty();
  }
}
