package dev.iotrace.scratch;

import dev.iotrace.registry.Held;
import dev.iotrace.registry.Removal;
import dev.iotrace.registry.Removal.Outcome;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Mount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A mounted file system of our own, empty, until it is closed.
public final class Scratch implements AutoCloseable {
  private static final int NAME_BYTES = 8;

  private final ScratchSpec spec;
  private final Path mountPoint;
  private final Path image;
  private final Path device;
  private final Deque<Held> held;

  private Scratch(ScratchSpec spec, Path directory, Path device, Deque<Held> held) {
    this.spec = spec;
    this.mountPoint = mountPoint(directory);
    this.image = image(directory);
    this.device = device;
    this.held = held;
  }

  /// Looks whether this host has what it takes, without making one.
  ///
  /// @throws ScratchRefused when it has not
  public static void requireMeans(ScratchSpec spec) {
    Mkfs.find(spec);
    LoopAttachment.requireControl(LoopAttachment.CONTROL);
  }

  /// Makes it. Whatever fails on the way, nothing is left.
  ///
  /// @throws ScratchRefused when the host or the specification does not allow it
  public static Scratch create(ScratchSpec spec, Run run) {
    Mkfs mkfs = Mkfs.find(spec);
    Path parent = ImageDirectory.choose(spec);
    Deque<Held> held = new ArrayDeque<>();
    boolean made = false;
    try {
      Scratch scratch = make(mkfs, parent.toRealPath(), run, held);
      made = true;
      return scratch;
    } catch (IOException e) {
      throw ScratchRefused.host(
          "cannot make a scratch " + spec.type().word() + " in " + parent,
          String.valueOf(e.getMessage()),
          "name another directory by dir=, or a target by --target");
    } finally {
      if (!made) {
        release(held);
      }
    }
  }

  private static Scratch make(Mkfs mkfs, Path parent, Run run, Deque<Held> held)
      throws IOException {
    ScratchSpec spec = mkfs.spec();
    Path directory = parent.resolve("iotrace-" + randomName());
    Path image = image(directory);
    Path point = mountPoint(directory);
    held.push(makeDirectory(run, directory));
    held.push(run.make(new Resource.RegularFile(image), () -> createImage(image, spec.bytes())));
    try (LoopAttachment loop = LoopAttachment.attach(run, image, LoopAttachment.CONTROL)) {
      held.push(loop.held());
      mkfs.run(run, loop.device());
      held.push(makeDirectory(run, point));
      held.push(mount(run, spec, loop.device(), point));
      Quiet.settle(point, loop.device().getFileName().toString());
      return new Scratch(spec, directory, loop.device(), held);
    }
  }

  private static Held makeDirectory(Run run, Path path) throws IOException {
    FileAttribute<Set<PosixFilePermission>> ours =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    return run.make(new Resource.Directory(path), () -> Files.createDirectory(path, ours));
  }

  private static void createImage(Path image, long bytes) throws IOException {
    Files.createFile(
        image, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    } catch (IOException e) {
      Files.delete(image);
      throw e;
    }
  }

  private static Held mount(Run run, ScratchSpec spec, Path device, Path point) {
    MountOptions options = MountOptions.of(spec.mount());
    try {
      return run.make(
          new Resource.Mount(point),
          () ->
              Mount.mount(
                  device.toString(), point, spec.type().word(), options.flags(), options.data()));
    } catch (ErrnoException e) {
      String what = "cannot mount a scratch " + spec.type().word();
      throw spec.mount().isEmpty()
          ? ScratchRefused.host(what, String.valueOf(e.getMessage()), "look at the end of dmesg")
          : ScratchRefused.usage(
              what + " with " + String.join(",", spec.mount()),
              String.valueOf(e.getMessage()),
              "mend mount=; the end of dmesg tells which option");
    }
  }

  /// Waits until the disk has done all that the making of the file system asked for.
  ///
  /// @throws ScratchRefused when it does not come to rest
  public void awaitQuiet() {
    try {
      Quiet.await(device.getFileName().toString());
    } catch (IOException e) {
      throw ScratchRefused.host(
          "cannot use a scratch " + spec.type().word(),
          String.valueOf(e.getMessage()),
          "name a target by --target");
    }
  }

  /// The root of the new file system, where a workload may write.
  public Path mountPoint() {
    return mountPoint;
  }

  /// The loop device, `/dev/loopN`.
  public Path device() {
    return device;
  }

  /// The file that backs it.
  public Path image() {
    return image;
  }

  /// One line for a person: what was made and where.
  public String describe() {
    return String.format(
        Locale.ROOT,
        "scratch %s of %d bytes: %s on %s, mounted on %s",
        spec.type().word(),
        spec.bytes(),
        device,
        image,
        mountPoint);
  }

  /// Unmounts, detaches, deletes; tells what did not go away at once.
  public List<Removal> end() {
    return release(held);
  }

  /// [#end] for those who have nobody to tell.
  @Override
  public void close() {
    end();
  }

  private static List<Removal> release(Deque<Held> held) {
    List<Removal> trouble = new ArrayList<>();
    while (!held.isEmpty()) {
      Removal removal = held.pop().release();
      if (removal.outcome() == Outcome.DEFERRED || removal.outcome() == Outcome.FAILED) {
        trouble.add(removal);
      }
    }
    return trouble;
  }

  private static Path image(Path directory) {
    return directory.resolve("image");
  }

  private static Path mountPoint(Path directory) {
    return directory.resolve("mnt");
  }

  private static String randomName() {
    byte[] random = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
