package dev.iotrace.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a file system is put on: a disk, and what is in between.
record Cell(Disk disk, Layer layer) {
  /// Everything that is tried on every kernel.
  static final List<Cell> ALL =
      List.of(
          new Cell(Disk.SCSI, Layer.WHOLE),
          new Cell(Disk.VIRTIO, Layer.WHOLE),
          new Cell(Disk.NVME, Layer.WHOLE),
          new Cell(Disk.THROUGH, Layer.WHOLE),
          new Cell(Disk.SCSI, Layer.PARTITION),
          new Cell(Disk.SCSI, Layer.LVM),
          new Cell(Disk.NVME, Layer.CRYPT),
          new Cell(Disk.NVME, Layer.RAID1));

  /// What is tried each time.
  static final List<Cell> FEW =
      List.of(
          new Cell(Disk.SCSI, Layer.WHOLE),
          new Cell(Disk.NVME, Layer.WHOLE),
          new Cell(Disk.THROUGH, Layer.WHOLE),
          new Cell(Disk.SCSI, Layer.PARTITION),
          new Cell(Disk.SCSI, Layer.LVM));

  /// A disk that QEMU emulates.
  enum Disk {
    VIRTIO(true, false),
    SCSI(true, false),
    NVME(true, true),
    /// SCSI without a write cache.
    THROUGH(false, false);

    final boolean writeCache;
    final boolean fua;

    Disk(boolean writeCache, boolean fua) {
      this.writeCache = writeCache;
      this.fua = fua;
    }
  }

  /// What lies between file system and disk.
  enum Layer {
    WHOLE,
    PARTITION,
    LVM,
    CRYPT,
    /// With a second disk, SCSI with a write cache and no FUA.
    RAID1
  }

  /// Why that kernel does not show what a write causes here; nothing when it does.
  Optional<String> obstacle(Suite suite) {
    return suite == Suite.BULLSEYE && layer == Layer.CRYPT
        ? Optional.of("dm-crypt passes bios on without block_bio_remap before Linux 5.18")
        : Optional.empty();
  }

  /// As the machine's plan calls it: `scsi lvm`.
  String words() {
    return (disk + " " + layer).toLowerCase(Locale.ROOT);
  }

  /// As `check matrix` calls it: `scsi-lvm`.
  String word() {
    return words().replace(' ', '-');
  }

  /// The name of an experiment's files.
  String file(String experiment) {
    return word() + "-" + experiment;
  }
}
