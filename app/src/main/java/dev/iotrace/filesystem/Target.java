package dev.iotrace.filesystem;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.event.XfsGeometry;
import dev.iotrace.syscall.BtrfsSubvolume;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Fcntl;
import dev.iotrace.syscall.FileDescriptor;
import dev.iotrace.syscall.OpenFlags;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/// Where a workload writes, and what lies under it.
///
/// @param directory where new files go, without links
/// @param uuid of the file system; empty when it cannot be read
/// @param journal `ordered`, `writeback`, `journal` or `none` for ext4; empty where it means
///   nothing
/// @param disks the devices whose requests are counted, one or, below md or LVM, several
public record Target(
    Path directory,
    Mount mount,
    String uuid,
    int blockBytes,
    String journal,
    DeviceStack stack,
    List<Disk> disks,
    Support support) {

  /// Finds out about an existing directory, or the directory of an existing file.
  ///
  /// @throws TargetRefused when it is missing, cannot be written to, or has no block device
  public static Target resolve(Path target) {
    return new TargetResolver(HostTree.LIVE, LivePlace::of).resolve(target);
  }

  /// Where things stand on it, for XFS: empty for others.
  ///
  /// @param clock the kernel's time; asked when it is known, for the device may be slow to read
  public Optional<XfsGeometry> xfsGeometry(LongSupplier clock) {
    return FileSystemKind.of(mount.type()) == FileSystemKind.XFS
        ? XfsSuperblock.read(Path.of(stack.top().node()))
            .map(it -> it.geometry().at(clock.getAsLong()))
        : Optional.empty();
  }

  /// The number that tracepoints of the file system itself carry.
  public DeviceNumber fileSystemDevice() {
    return stack.top().number();
  }

  /// What the file system's own tracepoints carry where that is no device, as four numbers of 32
  /// bits: the id of a btrfs. Else empty.
  public List<Long> tracepointId() {
    if (!mount.type().equals("btrfs") || uuid.isEmpty()) {
      return List.of();
    }
    String digits = uuid.replace("-", "");
    return IntStream.range(0, 4)
        .mapToObj(part -> Long.parseLong(digits.substring(8 * part, 8 * part + 8), 16))
        .toList();
  }

  /// [#tracepointId()], then the number of the super block, which is an anonymous one, and the
  /// subvolume of the directory. Empty where that is.
  ///
  /// @throws ErrnoException when the directory is gone
  public List<Long> subvolumeId() throws ErrnoException {
    List<Long> numbers = new ArrayList<>(tracepointId());
    if (!numbers.isEmpty()) {
      numbers.add(mount.device().kernel());
      try (FileDescriptor open = Fcntl.open(directory, OpenFlags.O_RDONLY)) {
        numbers.add(BtrfsSubvolume.of(open));
      }
    }
    return numbers;
  }

  /// Where the file system's device begins on the disk, in sectors. 0 unless it is a partition:
  /// what device mapper and md do cannot be said by one number, `block_bio_remap` tells it.
  public long startSector() {
    return stack.top().startSector();
  }

  /// Whether the file system's blocks are where its bios say, on one disk or a partition of it.
  public boolean isPlain() {
    return stack.isPlain();
  }

  /// The first of the disks: the only one, mostly.
  public Disk disk() {
    return disks.getFirst();
  }

  /// The disks' counters now, added up.
  public DeviceCounters counters() {
    return disks.stream()
        .map(disk -> DeviceCounters.read(HostTree.LIVE, disk.device().name()))
        .reduce(DeviceCounters::plus)
        .orElseThrow();
  }

  /// The disks' counters, to be read often.
  ///
  /// @param clock the kernel's time, in nanoseconds
  /// @throws UncheckedIOException when a disk is gone
  public OpenCounters openCounters(LongSupplier clock) {
    List<String> names = disks.stream().map(disk -> disk.device().name()).toList();
    return OpenCounters.of(HostTree.LIVE, names, clock);
  }

  /// The numbers of the disks.
  public List<DeviceNumber> diskNumbers() {
    return disks.stream().map(disk -> disk.device().number()).toList();
  }

  /// The numbers of the device mapper and md devices between file system and disks.
  public List<DeviceNumber> layerNumbers() {
    return stack.layers().stream().map(BlockDevice::number).toList();
  }

  /// The same without causes, for a host that does not show them.
  public Target withoutCauses() {
    Support totals = new Support(false, support.notes());
    return new Target(directory, mount, uuid, blockBytes, journal, stack, disks, totals);
  }

  Target withNote(String note) {
    return new Target(
        directory, mount, uuid, blockBytes, journal, stack, disks, support.with(note));
  }

  /// As a trace keeps it.
  ///
  /// @param path how the user named it
  public TraceHeader.Target toHeader(String path) {
    return new TraceHeader.Target(
        path,
        new TraceHeader.FileSystem(
            mount.type(),
            uuid,
            blockBytes,
            mount.allOptions(),
            journal,
            fileSystemDevice(),
            startSector(),
            stack.top().kind() == BlockDevice.Kind.PARTITION ? stack.top().sectors() : 0),
        HeaderDevice.of(stack, disks));
  }
}
