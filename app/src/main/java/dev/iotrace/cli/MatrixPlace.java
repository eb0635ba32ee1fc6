package dev.iotrace.cli;

import dev.iotrace.bench.BenchRefused;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.filesystem.DeviceCounters;
import dev.iotrace.filesystem.HeaderDevice;
import dev.iotrace.filesystem.HostTree;
import dev.iotrace.filesystem.Target;
import dev.iotrace.matrix.DoomedDevice;
import dev.iotrace.matrix.HeldFile;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.syscall.DirectIo;
import dev.iotrace.syscall.Errno;
import dev.iotrace.syscall.ErrnoException;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import dev.iotrace.workload.WorkloadDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a matrix writes to, and whose counters tell of it.
///
/// @param counters of the disks below, read now
/// @param target for the document
/// @param identity words that are the same when the same place is named again
/// @param place the file system; null for a device
record MatrixPlace(
    HeldFile file,
    Supplier<DeviceCounters> counters,
    TraceHeader.Target target,
    List<String> identity,
    @Nullable Place place)
    implements AutoCloseable {
  private static final String EXISTING = "--existing ";

  /// How it is found or made, once it is known that what was named makes sense.
  @FunctionalInterface
  interface Finding {
    /// @param run holds what is made for it
    MatrixPlace find(Run run);
  }

  /// A new file.
  ///
  /// @param bytes its length
  static Finding fresh(MatrixTargetOptions.Place options, long bytes) {
    Place.Finding finding = Place.finding(options.target, options.scratch);
    return run -> fresh(options, finding.find(run), bytes, run);
  }

  private static MatrixPlace fresh(
      MatrixTargetOptions.Place options, Place place, long bytes, Run run) {
    boolean made = false;
    try {
      Target target = place.target();
      place.awaitQuiet();
      HeldFile file = make(target.directory(), bytes, run);
      List<String> identity =
          options.target != null
              ? List.of("directory", target.directory().toString(), target.uuid())
              : List.of(
                  "scratch", Objects.requireNonNullElse(options.scratch, Place.DEFAULT_SCRATCH));
      made = true;
      return new MatrixPlace(
          file, target::counters, target.toHeader(place.named()), identity, place);
    } finally {
      if (!made) {
        place.close();
      }
    }
  }

  private static HeldFile make(Path directory, long bytes, Run run) {
    Path path = directory.resolve(WorkloadDirectory.freshName());
    HeldFile[] made = new HeldFile[1];
    try (WorkloadDirectory open = WorkloadDirectory.open(directory)) {
      run.make(new Resource.RegularFile(path), () -> made[0] = HeldFile.make(open, path, bytes));
      return Objects.requireNonNull(made[0]);
    } catch (ErrnoException e) {
      throw BenchRefused.workload(
          "cannot make a file of " + bytes + " bytes in " + directory,
          e.getMessage(),
          "give fewer --bytes, or another --target");
    }
  }

  /// A file or a device of the user's.
  ///
  /// @param consent asked before a device is taken
  static MatrixPlace existing(MatrixTargetOptions options, Path named, DestroyConsent consent) {
    try {
      Path path = named.toRealPath();
      Statx stat = Stat.of(path);
      if (stat.isBlockDevice() && !options.destroyData) {
        throw refused(
            named, "it is a block device, and all on it would be lost", "add --destroy-data");
      }
      if (!stat.isBlockDevice() && !stat.isRegularFile()) {
        throw refused(named, "it is neither a regular file nor a block device", "name one of them");
      }
      if (stat.isRegularFile() && options.destroyData) {
        throw refused(
            named,
            "it is a regular file, and --destroy-data is for block devices",
            "leave --destroy-data out");
      }
      return stat.isBlockDevice() ? device(named, path, consent) : file(path);
    } catch (ErrnoException e) {
      if (e.errno() == Errno.EROFS) {
        throw refused(named, "its file system is mounted read-only", "name another file");
      }
      throw refused(named, String.valueOf(e.getMessage()), "name a file that can be written");
    } catch (IOException missing) {
      throw refused(named, "there is no such file or device", "name one that there is");
    }
  }

  private static MatrixPlace file(Path path) throws ErrnoException {
    HeldFile file = HeldFile.existing(path);
    Place place = Place.containing(path);
    Target target = place.target();
    List<String> identity =
        List.of("file", path.toString(), target.uuid(), Long.toString(file.stat().inode()));
    return new MatrixPlace(
        file, target::counters, target.toHeader(path.toString()), identity, place);
  }

  /// The device is claimed before the question, so that it is still the same and idle after it.
  private static MatrixPlace device(Path named, Path path, DestroyConsent consent)
      throws ErrnoException {
    DoomedDevice device = DoomedDevice.of(HostTree.LIVE, named, Stat.of(path));
    HeldFile file = HeldFile.device(path);
    boolean agreed = false;
    try {
      consent.obtain(named.toString(), device.facts());
      agreed = true;
    } finally {
      if (!agreed) {
        file.close();
      }
    }
    TraceHeader.FileSystem none =
        new TraceHeader.FileSystem(
            "",
            "",
            Math.toIntExact(file.stat().blockBytes()),
            List.of(),
            "",
            device.stack().top().number(),
            device.stack().top().startSector(),
            0);
    List<String> identity =
        List.of(
            "device",
            device.facts().name(),
            Objects.requireNonNullElse(device.facts().serial(), ""),
            Long.toString(device.facts().bytes()));
    return new MatrixPlace(
        file,
        device::counters,
        new TraceHeader.Target(
            path.toString(), none, HeaderDevice.of(device.stack(), device.disks())),
        identity,
        null);
  }

  private static OptionRefused refused(Path named, String why, String mend) {
    return new OptionRefused(EXISTING + named, why, mend);
  }

  /// What `O_DIRECT` asks for here.
  DirectIo alignment() {
    return file.directIo().orElse(DirectIo.ofSector(target.device().logicalSectorBytes()));
  }

  @Override
  public void close() throws ErrnoException {
    try {
      file.close();
    } finally {
      if (place != null) {
        place.close();
      }
    }
  }
}
