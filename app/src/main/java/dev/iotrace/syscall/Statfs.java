package dev.iotrace.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// What `fstatfs` tells of a file system: `struct statfs` of `asm-generic/statfs.h`.
///
/// @param type the magic number of `linux/magic.h`
/// @param blockBytes the unit of the counts here, `f_frsize`
/// @param blocksFree free, those reserved for root among them
/// @param blocksAvailable free for everybody
/// @param id `f_fsid`, btrfs's own for each file system
/// @param nameBytesMax the longest file name
public record Statfs(
    long type,
    long blockBytes,
    long blocks,
    long blocksFree,
    long blocksAvailable,
    long files,
    long filesFree,
    long id,
    long nameBytesMax) {
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
              JAVA_LONG.withName("f_type"),
              JAVA_LONG.withName("f_bsize"),
              JAVA_LONG.withName("f_blocks"),
              JAVA_LONG.withName("f_bfree"),
              JAVA_LONG.withName("f_bavail"),
              JAVA_LONG.withName("f_files"),
              JAVA_LONG.withName("f_ffree"),
              MemoryLayout.sequenceLayout(2, JAVA_INT).withName("f_fsid"),
              JAVA_LONG.withName("f_namelen"),
              JAVA_LONG.withName("f_frsize"),
              JAVA_LONG.withName("f_flags"),
              MemoryLayout.sequenceLayout(4, JAVA_LONG).withName("f_spare"))
          .withName("statfs");

  static Statfs read(MemorySegment memory) {
    Struct struct = new Struct(LAYOUT, memory);
    return new Statfs(
        struct.getLong("f_type"),
        struct.getLong("f_frsize"),
        struct.getLong("f_blocks"),
        struct.getLong("f_bfree"),
        struct.getLong("f_bavail"),
        struct.getLong("f_files"),
        struct.getLong("f_ffree"),
        struct.getLong("f_fsid"),
        struct.getLong("f_namelen"));
  }

  /// The bytes that anybody may still write.
  public long bytesAvailable() {
    return blocksAvailable * blockBytes;
  }
}
