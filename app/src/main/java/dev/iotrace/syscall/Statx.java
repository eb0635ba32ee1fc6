package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Optional;

/// What `statx` tells of a file: `struct statx` of `linux/stat.h`.
///
/// @param mode type and permissions, `st_mode`
/// @param blockBytes the preferred size of a write, `st_blksize`
/// @param allocatedBytes what the file takes on the device, `st_blocks` x 512
/// @param deviceMajor of the file system's device number, `st_dev`
/// @param deviceMinor of the same
/// @param ownMajor of the device that a device file stands for, `st_rdev`
/// @param ownMinor of the same
/// @param mountId as in `/proc/self/mountinfo`; 0 before Linux 5.8
/// @param directIo what `O_DIRECT` asks for; empty where the kernel (before 6.1) or the file system
///   does not tell
public record Statx(
    int mode,
    long inode,
    long bytes,
    long blockBytes,
    long allocatedBytes,
    int deviceMajor,
    int deviceMinor,
    int ownMajor,
    int ownMinor,
    long mountId,
    Optional<DirectIo> directIo) {
  static final int STATX_DIOALIGN = 0x2000;

  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
              JAVA_INT.withName("stx_mask"),
              JAVA_INT.withName("stx_blksize"),
              JAVA_LONG.withName("stx_attributes"),
              JAVA_INT.withName("stx_nlink"),
              JAVA_INT.withName("stx_uid"),
              JAVA_INT.withName("stx_gid"),
              JAVA_SHORT.withName("stx_mode"),
              JAVA_SHORT.withName("__spare0"),
              JAVA_LONG.withName("stx_ino"),
              JAVA_LONG.withName("stx_size"),
              JAVA_LONG.withName("stx_blocks"),
              JAVA_LONG.withName("stx_attributes_mask"),
              MemoryLayout.sequenceLayout(4 * 2, JAVA_LONG).withName("stx_times"),
              JAVA_INT.withName("stx_rdev_major"),
              JAVA_INT.withName("stx_rdev_minor"),
              JAVA_INT.withName("stx_dev_major"),
              JAVA_INT.withName("stx_dev_minor"),
              JAVA_LONG.withName("stx_mnt_id"),
              JAVA_INT.withName("stx_dio_mem_align"),
              JAVA_INT.withName("stx_dio_offset_align"),
              MemoryLayout.sequenceLayout(12, JAVA_LONG).withName("__spare3"))
          .withName("statx");

  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;
  private static final int S_IFBLK = 0060000;
  private static final int S_IFREG = 0100000;
  private static final int ST_BLOCK_BYTES = 512;

  static Statx read(MemorySegment memory) {
    Struct struct = new Struct(LAYOUT, memory);
    return new Statx(
        Short.toUnsignedInt(memory.get(JAVA_SHORT, struct.offset("stx_mode"))),
        struct.getLong("stx_ino"),
        struct.getLong("stx_size"),
        struct.getUnsigned("stx_blksize"),
        struct.getLong("stx_blocks") * ST_BLOCK_BYTES,
        struct.getInt("stx_dev_major"),
        struct.getInt("stx_dev_minor"),
        struct.getInt("stx_rdev_major"),
        struct.getInt("stx_rdev_minor"),
        struct.getLong("stx_mnt_id"),
        (struct.getInt("stx_mask") & STATX_DIOALIGN) == 0
            ? Optional.empty()
            : Optional.of(
                new DirectIo(
                    struct.getInt("stx_dio_mem_align"), struct.getInt("stx_dio_offset_align"))));
  }

  public boolean isRegularFile() {
    return (mode & S_IFMT) == S_IFREG;
  }

  public boolean isDirectory() {
    return (mode & S_IFMT) == S_IFDIR;
  }

  public boolean isBlockDevice() {
    return (mode & S_IFMT) == S_IFBLK;
  }
}
