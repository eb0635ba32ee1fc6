package dev.iotrace.filesystem;

import java.util.Optional;

/// How a mounted ext4 (or ext2, ext3 by the same driver) keeps its journal.
///
/// @param mode `ordered`, `writeback`, `journal` or `none`
/// @param external whether the journal is on another device
record Ext4Journal(String mode, boolean external) {
  private static final String NONE = "none";

  /// Asks the running kernel first, for the superblock tells only what may be: `journal_task` is
  /// `<none>` without a journal (fs/ext4/sysfs.c), `/proc/fs/ext4/DEV/options` names the data mode
  /// even when it is the default. The device itself may be unreadable, even for root.
  ///
  /// @param device the device's name in sysfs
  static Ext4Journal of(
      HostTree host, String device, Mount mount, Optional<Ext4Superblock> superblock) {
    boolean none =
        host.text("sys/fs/ext4/" + device + "/journal_task").filter("<none>"::equals).isPresent()
            || superblock.filter(it -> !it.hasJournal()).isPresent();
    String mode = none ? NONE : dataMode(host, device, mount);
    return new Ext4Journal(mode, superblock.filter(Ext4Superblock::externalJournal).isPresent());
  }

  private static String dataMode(HostTree host, String device, Mount mount) {
    return host.text("proc/fs/ext4/" + device + "/options")
        .flatMap(Ext4Journal::dataOption)
        .or(() -> mount.superOption("data"))
        .orElse(mount.type().equals("ext2") ? NONE : "ordered");
  }

  private static Optional<String> dataOption(String options) {
    return options
        .lines()
        .filter(it -> it.startsWith("data="))
        .map(it -> it.substring("data=".length()))
        .findFirst();
  }
}
