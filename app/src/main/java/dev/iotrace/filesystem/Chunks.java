package dev.iotrace.filesystem;

import dev.iotrace.event.ChunkMapped;
import dev.iotrace.syscall.BtrfsChunks;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Where a btrfs keeps its own addresses on its disks.
public final class Chunks {
  private Chunks() {}

  /// All places of all chunks; none for another file system.
  ///
  /// @param clock the kernel's time; asked when a place is known
  public static List<ChunkMapped> of(Target target, LongSupplier clock) throws IOException {
    if (!target.mount().type().equals("btrfs") || !target.support().causes()) {
      return List.of();
    }
    List<ChunkMapped> found = new ArrayList<>();
    Map<Long, BlockDevice> devices = new HashMap<>();
    try (FileDescriptor directory = Fcntl.open(target.directory(), OpenFlags.O_RDONLY)) {
      for (BtrfsChunks.Stripe stripe : BtrfsChunks.of(directory)) {
        BlockDevice device = devices.get(stripe.device());
        if (device == null) {
          device = device(target, directory, stripe.device());
          devices.put(stripe.device(), device);
        }
        found.add(
            new ChunkMapped(
                clock.getAsLong(),
                device.whole().number(),
                device.startSector() * 512 + stripe.deviceByte(),
                stripe.logicalByte(),
                stripe.bytes()));
      }
    }
    return found;
  }

  private static BlockDevice device(Target target, FileDescriptor directory, long id)
      throws ErrnoException, IOException {
    String path = BtrfsChunks.devicePath(directory, id);
    String name = Path.of(path).toRealPath().getFileName().toString();
    return target.stack().devices().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("btrfs uses " + path + ", which is not among its own"));
  }
}
