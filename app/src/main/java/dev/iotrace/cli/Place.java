package dev.iotrace.cli;

import dev.iotrace.filesystem.Target;
import dev.iotrace.layout.Image;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.workload.WorkloadSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the workload writes: a target that is there, or a scratch file system that goes again.
final class Place implements AutoCloseable {
  /// What is made when nothing is named.
  static final String DEFAULT_SCRATCH = "ext4";

  private final Target target;
  private final String named;
  private final @Nullable Scratch scratch;

  private Place(Target target, String named, @Nullable Scratch scratch) {
    this.target = target;
    this.named = named;
    this.scratch = scratch;
  }

  /// How it is found or made, once it is known that what was named makes sense.
  @FunctionalInterface
  interface Finding {
    /// @param run holds what is made for it
    Place find(Run run);
  }

  /// Where `iotrace write` was told to write.
  ///
  /// @throws dev.iotrace.event.Refusal when that makes no sense, or is not there
  static Finding finding(TargetOptions options, WorkloadSpec spec) {
    Path existing = spec.existing().orElse(null);
    TargetOptions.Place other = options.place;
    if (existing != null && (other.scratch != null || other.target != null)) {
      throw new OptionRefused(
          "--existing " + existing,
          "the file itself says where it is",
          "leave --target or --scratch out");
    }
    if (existing != null) {
      Place found = containing(existing);
      return _ -> found;
    }
    return finding(other.target, other.scratch);
  }

  /// A directory, or a scratch file system; when neither is named, an ext4.
  ///
  /// @throws dev.iotrace.event.Refusal when that makes no sense, or is not there
  static Finding finding(@Nullable Path directory, @Nullable String scratch) {
    if (directory != null) {
      Place found = directory(directory);
      return _ -> found;
    }
    ScratchSpec spec = ScratchSpec.parse(scratch == null ? DEFAULT_SCRATCH : scratch);
    return run -> scratch(spec, run);
  }

  /// The directory of a file that is there.
  static Place containing(Path existing) {
    Target target = Target.resolve(existing);
    return new Place(target, target.directory().toString(), null);
  }

  /// A real directory.
  static Place directory(Path directory) {
    if (Files.isRegularFile(directory)) {
      throw new OptionRefused(
          "--target " + directory,
          "it is a file, and new files go into a directory",
          "name its directory, or write into the file by --existing");
    }
    return new Place(Target.resolve(directory), directory.toString(), null);
  }

  /// A file system that is made for it, and held by the run until this place is closed.
  static Place scratch(ScratchSpec spec, Run run) {
    Scratch scratch = Scratch.create(spec, run);
    boolean resolved = false;
    try {
      Target target = Target.resolve(scratch.mountPoint());
      Place place = new Place(target, target.directory().toString(), scratch);
      resolved = true;
      return place;
    } finally {
      if (!resolved) {
        scratch.close();
      }
    }
  }

  Target target() {
    return target;
  }

  /// What stands on the file system's device, to be closed by the caller.
  Image image() {
    Path device = Path.of(target.stack().top().node());
    return scratch == null
        ? Image.ofDevice(device, 0)
        : Image.ofLoop(scratch.device(), scratch.image());
  }

  /// The directory as the user named it.
  String named() {
    return named;
  }

  /// Waits until nothing of its making is left to do.
  void awaitQuiet() {
    if (scratch != null) {
      scratch.awaitQuiet();
    }
  }

  /// One line for a person.
  String describe() {
    return scratch == null
        ? target.directory()
            + " on "
            + target.mount().type()
            + ", "
            + target.stack().top().describe()
        : scratch.describe();
  }

  @Override
  public void close() {
    if (scratch != null) {
      scratch.close();
    }
  }
}
