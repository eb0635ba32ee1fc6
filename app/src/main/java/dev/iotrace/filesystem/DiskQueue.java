package dev.iotrace.filesystem;

/// What a disk tells of itself in `/sys/block/DEV/queue` (Documentation/ABI/stable/sysfs-block).
///
/// @param writeCache whether it has a volatile write cache, so that flushes reach it
/// @param fua whether it can write a single request past that cache
public record DiskQueue(
    int logicalSectorBytes, int physicalSectorBytes, boolean writeCache, boolean fua) {
  private static final long DEFAULT_SECTOR_BYTES = 512;

  /// Reads the queue of a whole disk.
  public static DiskQueue read(HostTree host, String disk) {
    String queue = "sys/block/" + disk + "/queue/";
    long logical = host.number(queue + "logical_block_size").orElse(DEFAULT_SECTOR_BYTES);
    long physical = host.number(queue + "physical_block_size").orElse(logical);
    return new DiskQueue(
        Math.toIntExact(logical),
        Math.toIntExact(physical),
        host.text(queue + "write_cache").orElse("").equals("write back"),
        host.number(queue + "fua").orElse(0L) == 1);
  }
}
