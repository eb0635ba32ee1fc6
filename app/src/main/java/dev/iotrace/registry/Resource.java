package dev.iotrace.registry;

import java.nio.file.Path;

/// Something that outlives a killed process unless somebody removes it.
///
/// Paths are absolute and without symbolic links in their parents. A path must be one that nobody
/// else can have made (a random name, or a name inside a private directory), for it is registered
/// before it exists.
public sealed interface Resource {

  /// A child process: killed only while both its id and its start time match.
  record Child(ProcessIdentity identity) implements Resource {}

  /// A loop device, `/dev/loopN`, detached only while it is backed by this file.
  record Loop(Path device, Path backing) implements Resource {}

  /// A mount, by its mount point.
  record Mount(Path point) implements Resource {}

  /// A file, unlinked without following a link.
  record RegularFile(Path path) implements Resource {}

  /// A directory, removed only when empty.
  record Directory(Path path) implements Resource {}

  /// How a person calls it: `loop device /dev/loop3`.
  default String describe() {
    return switch (this) {
      case Child child -> "process " + child.identity().pid();
      case Loop loop -> "loop device " + loop.device();
      case Mount mount -> "mount " + mount.point();
      case RegularFile file -> "file " + file.path();
      case Directory directory -> "directory " + directory.path();
    };
  }
}
