package dev.iotrace.filesystem;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The first two KiB of a device with an ext4 on it; offsets are those of `struct
/// ext4_super_block`.
final class Ext4Image {
  static final String UUID = "85b3226d-a4ba-415b-a87a-97c4c15ca0fc";
  static final int HAS_JOURNAL = 0x4;

  private Ext4Image() {}

  static byte[] of(int logBlockSize, int compatibleFeatures, int journalInode) {
    ByteBuffer raw = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
    raw.putInt(1024 + 24, logBlockSize);
    raw.putShort(1024 + 56, (short) 0xef53);
    raw.putInt(1024 + 92, compatibleFeatures);
    raw.putInt(1024 + 224, journalInode);
    java.util.UUID uuid = java.util.UUID.fromString(UUID);
    raw.order(ByteOrder.BIG_ENDIAN);
    raw.putLong(1024 + 104, uuid.getMostSignificantBits());
    raw.putLong(1024 + 112, uuid.getLeastSignificantBits());
    return raw.array();
  }
}
