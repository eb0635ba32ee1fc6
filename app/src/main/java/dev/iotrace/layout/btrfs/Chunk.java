package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// `struct btrfs_chunk`: a range of logical addresses, and where it stands on which devices.
/// `btrfs_map_block` and `btrfs_rmap_block` (fs/btrfs/volumes.c) say how.
///
/// @param start its logical address, which is the number of the block group, too
/// @param mirrors stripes that hold the same: those of RAID10 in sub-groups
record Chunk(long start, long length, long type, int mirrors, List<Stripe> stripes) {
  /// A part of a chunk that is in one piece on a device.
  record Stripe(long device, long offset) {}

  /// A place on a device.
  ///
  /// @param stripe index of the stripe that it is in
  record Place(int stripe, long physical) {}

  /// What a place holds.
  ///
  /// @param logical -1 for parity
  /// @param copy the number of the copy, from 1
  record Content(long logical, int copy) {}

  static final long DATA = 1;
  static final long SYSTEM = 2;
  static final long METADATA = 4;
  private static final long RAID0 = 8;
  private static final long RAID10 = 64;
  private static final long RAID5 = 128;
  private static final long RAID6 = 256;
  private static final long RAID56 = RAID5 | RAID6;
  private static final List<String> PROFILES =
      List.of("raid0", "raid1", "dup", "raid10", "raid5", "raid6", "raid1c3", "raid1c4");

  /// `BTRFS_STRIPE_LEN`.
  static final int STRIPE_BYTES = 1 << 16;

  static final int HEAD_BYTES = 48;
  private static final int STRIPE_ITEM_BYTES = 32;

  /// Reads one, and checks that it can be.
  static Chunk in(ByteBuffer item, long start) throws Damaged {
    if (item.limit() < HEAD_BYTES) {
      throw new Damaged("chunk " + start + " is too short");
    }
    int count = Short.toUnsignedInt(item.getShort(44));
    if (item.limit() < HEAD_BYTES + count * STRIPE_ITEM_BYTES) {
      throw new Damaged("chunk " + start + " has more stripes than it has room for");
    }
    List<Stripe> stripes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = HEAD_BYTES + i * STRIPE_ITEM_BYTES;
      stripes.add(new Stripe(item.getLong(at), item.getLong(at + Long.BYTES)));
    }
    long type = item.getLong(24);
    int mirrors =
        (type & RAID10) != 0
            ? Short.toUnsignedInt(item.getShort(46))
            : (type & (RAID0 | RAID56)) != 0 ? 1 : count;
    Chunk chunk = new Chunk(start, item.getLong(0), type, mirrors, List.copyOf(stripes));
    chunk.check(item.getLong(16));
    return chunk;
  }

  /// How long the chunk is that stands there, if all of it does.
  static int bytes(ByteBuffer array, int at) {
    return HEAD_BYTES + Short.toUnsignedInt(array.getShort(at + 44)) * STRIPE_ITEM_BYTES;
  }

  private void check(long stripeBytes) throws Damaged {
    boolean sane =
        start >= 0
            && length > 0
            && length <= Long.MAX_VALUE - start
            && stripeBytes == STRIPE_BYTES
            && Long.bitCount(type & ~7L) <= 1
            && mirrors > 0
            && stripes.size() % mirrors == 0
            && stripes.size() > parities();
    for (Stripe stripe : stripes) {
      sane &= stripe.offset() >= 0 && stripe.offset() <= Long.MAX_VALUE - length;
    }
    if (!sane) {
      throw new Damaged("chunk " + start + " cannot be");
    }
  }

  private int parities() {
    return (type & RAID6) != 0 ? 2 : (type & RAID5) != 0 ? 1 : 0;
  }

  /// How many stripes differ.
  private int columns() {
    return (type & RAID56) != 0 ? stripes.size() - parities() : stripes.size() / mirrors;
  }

  /// Bytes of each stripe, on its device.
  long stripeBytes() {
    return length / columns();
  }

  boolean contains(long logical) {
    return logical >= start && logical - start < length;
  }

  boolean is(long flag) {
    return (type & flag) != 0;
  }

  /// What stands at a distance from the beginning of a stripe.
  Content content(int stripe, long within) {
    if (columns() == 1 && parities() == 0) {
      return new Content(start + within, stripe % mirrors + 1);
    }
    long row = within / STRIPE_BYTES;
    int column = stripe / mirrors;
    if (parities() > 0) {
      column = Math.toIntExact(Math.floorMod(stripe - row, (long) stripes.size()));
      if (column >= columns()) {
        return new Content(-1, column - columns() + 1);
      }
    }
    long logical = start + (row * columns() + column) * STRIPE_BYTES + within % STRIPE_BYTES;
    return new Content(logical, stripe % mirrors + 1);
  }

  /// All places where a logical address stands.
  List<Place> places(long logical) {
    long distance = logical - start;
    long row = 0;
    int column = 0;
    long within = distance;
    if (columns() > 1 || parities() > 0) {
      long number = distance / STRIPE_BYTES;
      row = number / columns();
      column = Math.toIntExact(number % columns());
      within = row * STRIPE_BYTES + distance % STRIPE_BYTES;
    }
    if (parities() > 0) {
      int stripe = Math.toIntExact((row + column) % stripes.size());
      return List.of(new Place(stripe, stripes.get(stripe).offset() + within));
    }
    List<Place> places = new ArrayList<>();
    for (int copy = 0; copy < mirrors; copy++) {
      int stripe = column * mirrors + copy;
      places.add(new Place(stripe, stripes.get(stripe).offset() + within));
    }
    return places;
  }

  /// Whether the kernel keeps this address free because a superblock's copy is in the way of one of
  /// its places: `exclude_super_stripes`, fs/btrfs/block-group.c.
  boolean isKeptForSuperblock(long logical) {
    List<Place> places = new ArrayList<>(places(logical));
    if (parities() > 0) {
      long within = places.getFirst().physical() - stripes.get(places.getFirst().stripe()).offset();
      places.clear();
      stripes.forEach(stripe -> places.add(new Place(0, stripe.offset() + within)));
    }
    return places.stream().anyMatch(place -> SuperblockPlaces.isNear(place.physical()));
  }

  /// For people: `metadata dup`.
  String words() {
    List<String> words = new ArrayList<>();
    if (is(SYSTEM)) {
      words.add("system");
    }
    if (is(DATA)) {
      words.add("data");
    }
    if (is(METADATA)) {
      words.add("metadata");
    }
    int profile = Long.numberOfTrailingZeros(type >> 3);
    return String.join(" and ", words)
        + " "
        + (profile < PROFILES.size() ? PROFILES.get(profile) : "single");
  }

  /// For people, which of the copies it is; empty where there is one.
  String copyWords(int copy) {
    return mirrors > 1 ? ", copy " + copy + " of " + mirrors : "";
  }
}
