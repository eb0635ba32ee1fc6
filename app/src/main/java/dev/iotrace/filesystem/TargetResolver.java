package dev.iotrace.filesystem;

import static java.util.stream.Collectors.joining;

import dev.iotrace.event.DeviceNumber;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Goes from a path to the disk under it, and refuses where there is none.
final class TargetResolver {
  /// Asks the kernel about a path.
  @FunctionalInterface
  interface PlaceFinder {
    Place find(Path path) throws IOException;
  }

  private static final String ELSEWHERE =
      "name a directory on a disk by --target, or none for a scratch file system";
  private static final String OTHER_PATH = "name another directory by --target";

  /// As many as the probes have parameters for.
  private static final int MOST_DISKS = 4;

  private static final int MOST_LAYERS = 4;

  private final HostTree host;
  private final PlaceFinder places;

  TargetResolver(HostTree host, PlaceFinder places) {
    this.host = host;
    this.places = places;
  }

  Target resolve(Path named) {
    try {
      Path directory = directory(named);
      Place place = places.find(directory);
      Mount mount = mount(directory, place);
      if (mount.readOnly()) {
        throw TargetRefused.usage(
            named,
            "its file system is mounted read-only at " + mount.point(),
            "mount -o remount,rw " + mount.point() + ", or " + OTHER_PATH);
      }
      if (!Files.isWritable(directory)) {
        throw TargetRefused.host(named, "you may not make files in it", "run as root");
      }
      return onMount(named, directory, place, mount);
    } catch (IOException e) {
      throw TargetRefused.host(named, e.toString(), OTHER_PATH);
    }
  }

  private static Path directory(Path named) {
    Path real = real(named);
    if (Files.isDirectory(real)) {
      return real;
    }
    Path parent = real.getParent();
    if (!Files.isRegularFile(real) || parent == null) {
      throw TargetRefused.usage(named, "it is neither a directory nor a regular file", OTHER_PATH);
    }
    return parent;
  }

  private static Path real(Path named) {
    try {
      return named.toRealPath();
    } catch (NoSuchFileException e) {
      throw TargetRefused.usage(named, "it does not exist", "make it, or " + OTHER_PATH);
    } catch (AccessDeniedException e) {
      throw TargetRefused.host(named, "you may not look there", "run as root");
    } catch (FileSystemException e) {
      throw TargetRefused.usage(named, String.valueOf(e.getReason()), OTHER_PATH);
    } catch (IOException e) {
      throw TargetRefused.host(named, e.toString(), OTHER_PATH);
    }
  }

  /// Names can deceive where mounts hide one another; the id cannot. Without an id the device
  /// number has to agree with the name.
  private Mount mount(Path directory, Place place) {
    MountTable table = MountTable.read(host);
    return table
        .byId(place.mountId())
        .or(() -> table.covering(directory).filter(it -> it.device().equals(place.device())))
        .orElseThrow(
            () ->
                TargetRefused.host(
                    directory, "its mount is not in /proc/self/mountinfo", OTHER_PATH));
  }

  private Target onMount(Path named, Path directory, Place place, Mount mount) throws IOException {
    String type = mount.type();
    return switch (FileSystemKind.of(type)) {
      case EXT4, XFS, TOTALS_ONLY -> onDevice(named, directory, place, mount);
      case BTRFS, TOTALS_ONLY_ANONYMOUS ->
          onDevice(named, directory, sourceOf(named, place, mount), mount);
      case OVERLAY -> onOverlay(named, directory, mount);
      case MEMORY ->
          throw refused(named, type + " keeps files in memory, there is no disk under it");
      case KERNEL_STATE -> throw refused(named, type + " shows the kernel's state, not a disk's");
      case REMOTE ->
          throw refused(named, type + " hands files to a server, whose disk is not ours");
      case OTHER -> {
        if (mount.device().major() == 0) {
          throw refused(named, type + " has no block device of its own");
        }
        yield onDevice(named, directory, place, mount);
      }
    };
  }

  private static TargetRefused refused(Path named, String why) {
    return TargetRefused.host(named, why, ELSEWHERE);
  }

  private Target onOverlay(Path named, Path directory, Mount overlay) throws IOException {
    Path upper =
        overlay
            .superOption("upperdir")
            .map(Path::of)
            .orElseThrow(() -> refused(named, "this overlay has no upper directory to write to"));
    if (!upper.isAbsolute() || !Files.isDirectory(upper)) {
      throw refused(named, "the overlay's upper directory " + upper + " cannot be seen from here");
    }
    Path real = upper.toRealPath();
    Place place = places.find(real);
    Target below = onMount(named, directory, place, mount(real, place));
    String note = "an overlay: its bytes go to " + real + " on " + below.mount().type();
    return below.withNote(note);
  }

  /// btrfs and bcachefs give their files an anonymous `st_dev`; the mount's source names the
  /// device.
  private Place sourceOf(Path named, Place place, Mount mount) {
    try {
      Path node = host.path(mount.source().substring(1)).toRealPath();
      String name = node.getFileName().toString();
      return host.text("sys/class/block/" + name + "/dev")
          .map(number -> new Place(place.mountId(), DeviceNumber.parse(number), place.blockBytes()))
          .orElseThrow(() -> new IOException("sysfs does not know " + name));
    } catch (IOException e) {
      throw refused(named, "its device " + mount.source() + " cannot be found: " + e.getMessage());
    }
  }

  private Target onDevice(Path named, Path directory, Place place, Mount mount) {
    DeviceStack stack = stack(named, place.device());
    stack = stack.with(others(named, stack.top()));
    List<Disk> disks = stack.disks().stream().map(it -> Disk.of(host, it)).toList();
    if (disks.size() > MOST_DISKS || stack.layers().size() > MOST_LAYERS) {
      String all = stack.devices().stream().map(BlockDevice::name).collect(joining(", "));
      throw refused(named, "too many devices below " + stack.top().name() + ": " + all);
    }
    Facts facts = Facts.of(host, mount, stack);
    return new Target(
        directory,
        mount,
        facts.uuid(),
        place.blockBytes(),
        facts.journal(),
        stack,
        disks,
        facts.support());
  }

  private DeviceStack stack(Path named, DeviceNumber device) {
    return DeviceStack.of(host, device)
        .orElseThrow(() -> refused(named, "sysfs does not know device " + device));
  }

  /// A btrfs may spread over several devices, of which its mount names one.
  private List<BlockDevice> others(Path named, BlockDevice top) {
    List<BlockDevice> others = new ArrayList<>();
    for (String member : BtrfsMembers.of(host, top.name())) {
      if (!member.equals(top.name())) {
        DeviceNumber number =
            host.text("sys/class/block/" + member + "/dev")
                .map(DeviceNumber::parse)
                .orElseThrow(() -> refused(named, "sysfs does not know " + member));
        others.add(stack(named, number).top());
      }
    }
    return others;
  }
}
