package dev.iotrace.cli;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.filesystem.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file system on which somebody is followed.
///
/// @param place one of its directories
/// @param directories files below these are named in the report; the place's comes first
/// @param asked whether it has a report in any case; else only if something was done there
record RunPlace(Place place, List<Path> directories, boolean asked) {
  /// That of a directory.
  ///
  /// @throws dev.iotrace.event.Refusal when nobody can be followed there
  static RunPlace of(Path directory, Detail detail, boolean asked) {
    Place place = Place.directory(directory.toAbsolutePath());
    require(place.target());
    detail.requireAble(place.target());
    return new RunPlace(place, List.of(place.target().directory()), asked);
  }

  Target target() {
    return place.target();
  }

  /// The number of its super block.
  DeviceNumber number() {
    return target().mount().device();
  }

  /// The same with one more directory.
  RunPlace with(Path directory) {
    List<Path> all = new ArrayList<>(directories);
    if (all.stream().noneMatch(directory::startsWith)) {
      all.add(directory);
    }
    return new RunPlace(place, all, asked);
  }

  /// What a first version can: refused beats wrong.
  private static void require(Target target) {
    boolean understood =
        switch (target.mount().type()) {
          case "ext4", "xfs", "btrfs" -> true;
          default -> false;
        };
    boolean able = understood && target.support().causes() && target.isPlain();
    if (!able) {
      throw new OptionRefused(
          "cannot follow a command on " + target.directory(),
          "it is "
              + target.mount().type()
              + (target.journal().isEmpty() ? "" : " with journal " + target.journal())
              + (target.isPlain() ? "" : " on more than one disk")
              + ", and so far that takes ext4 in any journal mode, XFS or btrfs, on one disk",
          "name another directory by --target, or use 'iotrace write'");
    }
  }
}
