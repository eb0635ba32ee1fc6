package dev.iotrace.scratch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A file system that we can make, and how.
public enum ScratchType {
  EXT4("e2fsprogs"),
  XFS("xfsprogs"),
  BTRFS("btrfs-progs");

  /// Without this a kernel thread goes on writing inode tables after the mount (mke2fs(8)).
  private static final String NOTHING_LEFT_FOR_LATER = "lazy_itable_init=0,lazy_journal_init=0";

  private static final String EXTENDED = "-E";
  private static final String SILENT = "-q";

  private final String packageName;

  ScratchType(String packageName) {
    this.packageName = packageName;
  }

  /// As the kernel and the user call it: `ext4`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ScratchType> of(String word) {
    for (ScratchType each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  String program() {
    return "mkfs." + word();
  }

  String packageName() {
    return packageName;
  }

  /// The program's arguments before the device. mke2fs heeds the last `-E` only, so all are joined.
  List<String> arguments(List<String> users) {
    List<String> all = new ArrayList<>(List.of(SILENT));
    if (this != EXT4) {
      all.addAll(users);
      return all;
    }
    List<String> extended = new ArrayList<>(List.of(NOTHING_LEFT_FOR_LATER));
    for (int i = 0; i < users.size(); i++) {
      if (users.get(i).equals(EXTENDED) && i + 1 < users.size()) {
        extended.add(users.get(++i));
      } else {
        all.add(users.get(i));
      }
    }
    all.addAll(List.of(EXTENDED, String.join(",", extended)));
    return all;
  }
}
