package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import dev.iotrace.layout.Kind;
import dev.iotrace.layout.Structure;
import java.util.Optional;

/// The superblock, its copies, and what is kept free before and behind it.
final class SuperblockPlaces {
  /// `BTRFS_SUPER_MIRROR_MAX`.
  private static final int COPIES = 3;

  /// `BTRFS_DEVICE_RANGE_RESERVED` (fs/btrfs/fs.h): no chunk is made below.
  private static final long RESERVED_BYTES = 1 << 20;

  private final Image image;
  private final Superblock superblock;

  SuperblockPlaces(Image image, Superblock superblock) {
    this.image = image;
    this.superblock = superblock;
  }

  /// Whether extents keep away from here, for a superblock's sake.
  static boolean isNear(long physical) {
    for (int copy = 0; copy < COPIES; copy++) {
      long distance = physical - Superblock.offset(copy);
      if (distance >= 0 && distance < Chunk.STRIPE_BYTES) {
        return true;
      }
    }
    return false;
  }

  /// What stands at a place that has its meaning wherever chunks are.
  Optional<Structure> at(long physical) throws Damaged {
    for (int copy = 0; copy < COPIES; copy++) {
      long place = Superblock.offset(copy);
      boolean whole = place + Superblock.BYTES <= superblock.deviceBytes();
      if (whole && place - place % superblock.blockBytes() == physical) {
        return Optional.of(superblock(copy));
      }
    }
    if (physical < Superblock.offset(0)) {
      return Optional.of(Structure.of(Kind.BOOT, ""));
    }
    return Optional.empty();
  }

  private Structure superblock(int copy) throws Damaged {
    Kind kind = copy == 0 ? Kind.SUPERBLOCK : Kind.SUPERBLOCK_BACKUP;
    Optional<Long> generation = Superblock.generation(image, copy);
    return generation.isPresent()
        ? Structure.ofTransaction(kind, generation.get(), "")
        : Structure.of(kind, "not written yet");
  }

  /// What stands at a place that no chunk covers.
  static Structure outside(long physical) {
    return physical < RESERVED_BYTES
        ? Structure.of(Kind.RESERVED, "no chunk is made in the first MiB")
        : Structure.of(Kind.FREE, "in no chunk");
  }
}
