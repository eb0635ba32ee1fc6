package dev.iotrace.layout.btrfs;

import dev.iotrace.layout.Damaged;
import dev.iotrace.layout.Image;
import dev.iotrace.layout.LayoutRefused;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What we need of `struct btrfs_super_block` and its `struct btrfs_dev_item`, checked.
///
/// @param fsid that tree blocks bear
/// @param generation the last transaction that was committed
/// @param root of the root tree
/// @param chunkRoot of the chunk tree
/// @param logRoot of the tree of log trees; its address is 0 where nothing was fsynced since that
/// @param devices how many the file system has
/// @param device the number of this one
/// @param deviceBytes of this one
/// @param blockBytes of a sector, as btrfs calls it: the unit of allocation of data
/// @param nodeBytes of a tree block
/// @param systemChunks the chunks that hold the chunk tree
record Superblock(
    UUID fsid,
    long generation,
    Root root,
    Root chunkRoot,
    Root logRoot,
    long devices,
    long device,
    long deviceBytes,
    int blockBytes,
    int nodeBytes,
    ByteBuffer systemChunks) {

  /// Where a tree begins.
  ///
  /// @param generation of that block; -1 when it is not known
  record Root(long logical, int level, long generation) {}

  static final int BYTES = 4096;

  private static final long OFFSET = 1 << 16;
  private static final long MAGIC = 0x4d5f53665248425fL;
  private static final int SYSTEM_CHUNKS = 0x32b;
  private static final int SYSTEM_CHUNKS_BYTES = 2048;
  private static final int SMALLEST_BLOCK_BYTES = 4096;
  private static final int LARGEST_NODE_BYTES = 1 << 16;
  private static final long METADATA_UUID = 1 << 10;

  /// `BTRFS_FEATURE_INCOMPAT_*` that do not change where things stand, or whose change is known:
  /// all up to RAID1C34, and SIMPLE_QUOTA. Zoned devices, the extent tree's second version, the
  /// stripe tree and what came later are not among them.
  private static final long KNOWN_FEATURES = 0xfffL | 1 << 16;

  /// Where the copies stand, the first included: `btrfs_sb_offset`, fs/btrfs/disk-io.h.
  ///
  /// @param copy from 0 to 2
  static long offset(int copy) {
    return copy == 0 ? OFFSET : 1L << (14 + 12 * copy);
  }

  /// Reads and checks it; empty when there is none.
  static Optional<Superblock> read(Image image) throws Damaged {
    if (image.bytes() < OFFSET + BYTES) {
      return Optional.empty();
    }
    ByteBuffer raw = image.readStored(OFFSET, BYTES);
    if (raw.getLong(64) != MAGIC) {
      return Optional.empty();
    }
    long unknown = raw.getLong(188) & ~KNOWN_FEATURES;
    if (unknown != 0) {
      throw LayoutRefused.usage(
          image,
          String.format(Locale.ROOT, "its btrfs has features that are not known: %#x", unknown),
          "see what 'btrfs inspect-internal dump-tree' says of it");
    }
    Superblock superblock = parse(raw);
    superblock.check(image.bytes());
    return Optional.of(superblock);
  }

  private static Superblock parse(ByteBuffer raw) throws Damaged {
    long array = Integer.toUnsignedLong(raw.getInt(160));
    require(array <= SYSTEM_CHUNKS_BYTES, "array of system chunks");
    boolean otherUuid = (raw.getLong(188) & METADATA_UUID) != 0;
    return new Superblock(
        uuid(raw, otherUuid ? 571 : 32),
        raw.getLong(72),
        new Root(raw.getLong(80), Byte.toUnsignedInt(raw.get(198)), raw.getLong(72)),
        new Root(raw.getLong(88), Byte.toUnsignedInt(raw.get(199)), raw.getLong(164)),
        new Root(raw.getLong(96), Byte.toUnsignedInt(raw.get(200)), -1),
        raw.getLong(136),
        raw.getLong(201),
        raw.getLong(209),
        raw.getInt(144),
        raw.getInt(148),
        raw.slice(SYSTEM_CHUNKS, Math.toIntExact(array)).order(raw.order()));
  }

  private void check(long imageBytes) throws Damaged {
    require(
        Integer.bitCount(blockBytes) == 1
            && blockBytes >= SMALLEST_BLOCK_BYTES
            && blockBytes <= LARGEST_NODE_BYTES,
        "sector size");
    require(
        Integer.bitCount(nodeBytes) == 1
            && nodeBytes >= blockBytes
            && nodeBytes <= LARGEST_NODE_BYTES,
        "node size");
    require(deviceBytes >= OFFSET + BYTES, "size of the device");
    if (deviceBytes > imageBytes) {
      throw new Damaged(
          "it is truncated: its superblock tells of a device of "
              + deviceBytes
              + " bytes, but it has "
              + imageBytes
              + " bytes");
    }
  }

  private static void require(boolean sane, String what) throws Damaged {
    if (!sane) {
      throw new Damaged("the " + what + " in its superblock cannot be");
    }
  }

  /// The generation of a copy of the superblock; empty when there is none.
  ///
  /// @param copy from 0 to 2
  static Optional<Long> generation(Image image, int copy) throws Damaged {
    ByteBuffer raw = image.readStored(offset(copy), BYTES);
    return raw.getLong(64) == MAGIC ? Optional.of(raw.getLong(72)) : Optional.empty();
  }

  static UUID uuid(ByteBuffer raw, int at) {
    return new UUID(raw.getLong(at), raw.getLong(at + Long.BYTES));
  }
}
