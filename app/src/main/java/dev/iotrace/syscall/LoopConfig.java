package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a loop device is to be: `struct loop_config` of `linux/loop.h`.
///
/// @param backing the file, open as the device shall be: for reading alone, or writing too
/// @param sectorBytes the logical sector size, 512 to the page size
/// @param flags of the `LO_FLAGS_…` here
/// @param fileName what `losetup` shows; cut to 63 bytes
public record LoopConfig(FileDescriptor backing, int sectorBytes, int flags, String fileName) {
  public static final int LO_FLAGS_READ_ONLY = 1;

  /// Clear the device when its last user closes it.
  public static final int LO_FLAGS_AUTOCLEAR = 4;

  /// Read and write the file past the page cache.
  public static final int LO_FLAGS_DIRECT_IO = 16;

  private static final int LO_NAME_SIZE = 64;
  private static final int LO_KEY_SIZE = 32;

  static final StructLayout LOOP_INFO64 =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("lo_device"),
              JAVA_LONG.withName("lo_inode"),
              JAVA_LONG.withName("lo_rdevice"),
              JAVA_LONG.withName("lo_offset"),
              JAVA_LONG.withName("lo_sizelimit"),
              JAVA_INT.withName("lo_number"),
              JAVA_INT.withName("lo_encrypt_type"),
              JAVA_INT.withName("lo_encrypt_key_size"),
              JAVA_INT.withName("lo_flags"),
              MemoryLayout.sequenceLayout(LO_NAME_SIZE, JAVA_BYTE).withName("lo_file_name"),
              MemoryLayout.sequenceLayout(LO_NAME_SIZE, JAVA_BYTE).withName("lo_crypt_name"),
              MemoryLayout.sequenceLayout(LO_KEY_SIZE, JAVA_BYTE).withName("lo_encrypt_key"),
              MemoryLayout.sequenceLayout(2, JAVA_LONG).withName("lo_init"))
          .withName("loop_info64");

  static final StructLayout LOOP_CONFIG =
      MemoryLayout.structLayout(
              JAVA_INT.withName("fd"),
              JAVA_INT.withName("block_size"),
              LOOP_INFO64.withName("info"),
              MemoryLayout.sequenceLayout(8, JAVA_LONG).withName("__reserved"))
          .withName("loop_config");

  MemorySegment write(Arena arena) {
    Struct config = new Struct(LOOP_CONFIG, arena.allocate(LOOP_CONFIG));
    config.setInt("fd", backing.number());
    config.setInt("block_size", sectorBytes);
    Struct info =
        new Struct(
            LOOP_INFO64, config.memory().asSlice(config.offset("info"), LOOP_INFO64.byteSize()));
    info.setInt("lo_flags", flags);
    byte[] name = fileName.getBytes(StandardCharsets.UTF_8);
    byte[] terminated = Arrays.copyOf(name, LO_NAME_SIZE);
    terminated[LO_NAME_SIZE - 1] = 0;
    long offset = LOOP_INFO64.byteOffset(PathElement.groupElement("lo_file_name"));
    MemorySegment.copy(terminated, 0, info.memory(), JAVA_BYTE, offset, LO_NAME_SIZE);
    return config.memory();
  }
}
