package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// `linux/btrfs.h` and `linux/btrfs_tree.h`: where the chunks of a btrfs stand on its devices.
public final class BtrfsChunks {
  static final StructLayout SEARCH_KEY =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("tree_id"),
              JAVA_LONG.withName("min_objectid"),
              JAVA_LONG.withName("max_objectid"),
              JAVA_LONG.withName("min_offset"),
              JAVA_LONG.withName("max_offset"),
              JAVA_LONG.withName("min_transid"),
              JAVA_LONG.withName("max_transid"),
              JAVA_INT.withName("min_type"),
              JAVA_INT.withName("max_type"),
              JAVA_INT.withName("nr_items"),
              JAVA_INT.withName("unused"),
              MemoryLayout.sequenceLayout(4, JAVA_LONG).withName("unused_more"))
          .withName("btrfs_ioctl_search_key");

  private static final long BTRFS_IOC_TREE_SEARCH = 0xd0009411L;
  private static final long BTRFS_IOC_DEV_INFO = 0xd000941eL;
  private static final int ARGUMENT_BYTES = 4096;
  private static final int HEADER_BYTES = 32;
  private static final int CHUNK_BYTES = 48;
  private static final int STRIPE_BYTES = 32;
  private static final int DEVICE_PATH_AT = 3072;

  private static final long CHUNK_TREE = 3;
  private static final long CHUNK_OBJECT = 256;
  private static final int CHUNK_ITEM = 228;

  private static final ValueLayout.OfLong LE64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private BtrfsChunks() {}

  /// One place of a chunk: `struct btrfs_stripe` within `struct btrfs_chunk`.
  ///
  /// @param logicalByte where the chunk begins in the file system's own addresses
  /// @param device the id of the device within the file system
  /// @param deviceByte where it begins on that device
  public record Stripe(long logicalByte, long bytes, long device, long deviceByte) {}

  /// `ioctl(fd, BTRFS_IOC_TREE_SEARCH, struct btrfs_ioctl_search_args *)` on the chunk tree; needs
  /// CAP_SYS_ADMIN. Each place of each chunk, in the order of the chunks.
  public static List<Stripe> of(FileDescriptor directory) throws ErrnoException {
    List<Stripe> stripes = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argument = arena.allocate(ARGUMENT_BYTES, Long.BYTES);
      Struct key = new Struct(SEARCH_KEY, argument.asSlice(0, SEARCH_KEY.byteSize()));
      long from = 0;
      int found = 1;
      while (found > 0) {
        argument.fill((byte) 0);
        key.setLong("tree_id", CHUNK_TREE);
        key.setLong("min_objectid", CHUNK_OBJECT);
        key.setLong("max_objectid", CHUNK_OBJECT);
        key.setLong("min_offset", from);
        key.setLong("max_offset", -1);
        key.setLong("max_transid", -1);
        key.setInt("min_type", CHUNK_ITEM);
        key.setInt("max_type", CHUNK_ITEM);
        key.setInt("nr_items", Integer.MAX_VALUE);
        Ioctl.call("BTRFS_IOC_TREE_SEARCH", directory, BTRFS_IOC_TREE_SEARCH, argument);
        found = key.getInt("nr_items");
        from = read(argument, found, stripes, from);
      }
    }
    return stripes;
  }

  /// Returns where to go on.
  private static long read(MemorySegment argument, int items, List<Stripe> stripes, long from) {
    long at = SEARCH_KEY.byteSize();
    long next = from;
    for (int item = 0; item < items; item++) {
      long logicalByte = argument.get(JAVA_LONG.withByteAlignment(1), at + 16);
      int bytes = argument.get(JAVA_INT.withByteAlignment(1), at + 28);
      long chunk = at + HEADER_BYTES;
      int count = Short.toUnsignedInt(argument.get(JAVA_SHORT_UNALIGNED, chunk + 44));
      for (int each = 0; each < count; each++) {
        long stripe = chunk + CHUNK_BYTES + (long) each * STRIPE_BYTES;
        stripes.add(
            new Stripe(
                logicalByte,
                argument.get(LE64, chunk),
                argument.get(LE64, stripe),
                argument.get(LE64, stripe + 8)));
      }
      at = chunk + bytes;
      next = logicalByte + 1;
    }
    return next;
  }

  /// `ioctl(fd, BTRFS_IOC_DEV_INFO, struct btrfs_ioctl_dev_info_args *)`: the path of a device.
  public static String devicePath(FileDescriptor directory, long device) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argument = arena.allocate(ARGUMENT_BYTES, Long.BYTES);
      argument.set(JAVA_LONG, 0, device);
      Ioctl.call("BTRFS_IOC_DEV_INFO", directory, BTRFS_IOC_DEV_INFO, argument);
      return argument.getString(DEVICE_PATH_AT);
    }
  }
}
