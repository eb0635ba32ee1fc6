package dev.iotrace.filesystem;

import dev.iotrace.filesystem.BlockDevice.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one file system on a known device is, and what can be said about writes to it.
record Facts(String uuid, String journal, Support support) {
  /// An option of XFS's by which it keeps quotas, with limits or without (`xfs_fs_show_options`,
  /// fs/xfs/xfs_super.c).
  private static final String QUOTA = "[ugp](sr|rp|rj)?quota|[ugp]qnoenforce";

  static Facts of(HostTree host, Mount mount, DeviceStack stack) {
    List<String> notes = new ArrayList<>();
    for (BlockDevice device : stack.devices()) {
      if (device.kind() == Kind.LOOP) {
        notes.add(
            device.name()
                + " is a loop device: what its file "
                + device.detail()
                + " costs the disk below is not counted");
      }
    }
    return switch (FileSystemKind.of(mount.type())) {
      case EXT4 -> ofExt4(host, mount, stack, notes);
      case XFS -> ofXfs(host, mount, stack, notes);
      case BTRFS -> ofBtrfs(host, stack, notes);
      case TOTALS_ONLY, TOTALS_ONLY_ANONYMOUS, OTHER, OVERLAY, MEMORY, KERNEL_STATE, REMOTE -> {
        notes.add(
            mount.type() + " is not understood yet: block totals are right, causes are unknown");
        yield new Facts(uuid(host, stack.top()), "", new Support(false, notes));
      }
    };
  }

  private static Facts ofExt4(HostTree host, Mount mount, DeviceStack stack, List<String> notes) {
    BlockDevice device = stack.top();
    Optional<Ext4Superblock> superblock =
        Ext4Superblock.read(host.path(device.node().substring(1)));
    Ext4Journal journal = Ext4Journal.of(host, device.name(), mount, superblock);
    boolean byExt4 = host.exists("sys/fs/ext4/" + device.name());
    boolean followed = cryptIsFollowed(host, stack);
    boolean causes = byExt4 && !journal.external() && followed;
    if (!byExt4) {
      notes.add(
          mount.type()
              + " is not served by the ext4 driver here: block totals are right, causes are"
              + " unknown");
    } else if (!mount.type().equals("ext4")) {
      notes.add(mount.type() + " is served by the ext4 driver: what holds for ext4 holds for it");
    }
    if (journal.external()) {
      notes.add("its journal is on another device, which is not counted: causes are unknown");
    }
    if (!followed) {
      notes.add(
          "this kernel does not tell where dm-crypt puts a bio, Linux 5.18 does: block totals are"
              + " right, causes are unknown");
    }
    String uuid = superblock.map(it -> it.uuid().toString()).orElseGet(() -> uuid(host, device));
    return new Facts(uuid, journal.mode(), new Support(causes, notes));
  }

  private static Facts ofBtrfs(HostTree host, DeviceStack stack, List<String> notes) {
    String uuid = BtrfsMembers.idOf(host, stack.top().name()).orElse("");
    List<String> striped = BtrfsMembers.stripedProfiles(host, uuid);
    boolean several = !stack.others().isEmpty() && !stack.layers().isEmpty();
    boolean causes =
        !uuid.isEmpty() && striped.isEmpty() && !several && cryptIsFollowed(host, stack);
    if (!causes) {
      String why = "sysfs does not tell the id of this btrfs";
      if (!striped.isEmpty()) {
        why = "a btrfs with chunks of profile " + String.join(", ", striped) + " is not understood";
      } else if (!uuid.isEmpty()) {
        why = "this btrfs stands on device mapper or md, which cannot be followed here";
      }
      notes.add(why + ": block totals are right, causes are unknown");
    }
    return new Facts(uuid, "", new Support(causes, notes));
  }

  private static Facts ofXfs(HostTree host, Mount mount, DeviceStack stack, List<String> notes) {
    BlockDevice device = stack.top();
    Optional<XfsSuperblock> superblock = XfsSuperblock.read(host.path(device.node().substring(1)));
    String why = "";
    if (superblock.isEmpty()) {
      why = "its superblock cannot be read";
    } else if (superblock.get().externalLog()) {
      why = "its log is on another device, which is not counted";
    } else if (superblock.get().realtime()) {
      why = "it has a realtime device, which is not counted";
    } else if (mount.allOptions().stream().anyMatch(it -> it.matches(QUOTA))) {
      why = "it keeps quotas, whose blocks are not followed";
    } else if (!cryptIsFollowed(host, stack)) {
      why = "this kernel does not tell where dm-crypt puts a bio, Linux 5.18 does";
    }
    if (!why.isEmpty()) {
      notes.add(why + ": block totals are right, causes are unknown");
    }
    String uuid = superblock.map(it -> it.uuid().toString()).orElseGet(() -> uuid(host, device));
    return new Facts(uuid, "", new Support(why.isEmpty(), notes));
  }

  /// dm-crypt tells by `block_bio_remap` since it hands on its bios by this function
  /// (drivers/md/dm.c, Linux 5.18); some distributions have it in older kernels.
  private static boolean cryptIsFollowed(HostTree host, DeviceStack stack) {
    return stack.devices().stream().noneMatch(it -> it.kind() == Kind.CRYPT)
        || host.mentions("proc/kallsyms", " dm_submit_bio_remap");
  }

  /// By udev's links, so that we need not know every superblock.
  private static String uuid(HostTree host, BlockDevice device) {
    Path node = host.path(device.node().substring(1));
    return host.names("dev/disk/by-uuid").stream()
        .filter(it -> leadsTo(host.path("dev/disk/by-uuid/" + it), node))
        .findFirst()
        .orElse("");
  }

  private static boolean leadsTo(Path link, Path node) {
    try {
      return link.toRealPath().equals(node.toRealPath());
    } catch (IOException dangling) {
      return false;
    }
  }
}
