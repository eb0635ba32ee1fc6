package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotrace.RealKernel;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.filesystem.BlockDevice.Kind;
import dev.iotrace.registry.Registry;
import dev.iotrace.registry.Resource;
import dev.iotrace.registry.Run;
import dev.iotrace.scratch.Scratch;
import dev.iotrace.scratch.ScratchSpec;
import dev.iotrace.scratch.SystemRemover;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Oracles: dumpe2fs, losetup's partitions, dd, mount(8).
class TargetIT {
  private static final String HOSTILE = "a b\"c'd\ne\\f\t\uD83D\uDE00";

  @TempDir Path temporary;
  private Path root;
  private Run run;

  @BeforeAll
  static void needsRoot() throws Exception {
    RealKernel.assumeRoot();
  }

  @BeforeEach
  void beginRun() throws Exception {
    root = temporary.toRealPath();
    run = Registry.open(root.resolve("run"), new SystemRemover()).begin();
  }

  @AfterEach
  void endRun() {
    assertThat(run.end()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1024", "4096"})
  void uuidAndBlockSizeAreThoseOfDumpe2fs(int blockBytes) throws Exception {
    Scratch scratch = scratch(",mkfs=-b " + blockBytes);
    TraceHeader.Target header = Target.resolve(scratch.mountPoint()).toHeader("x");
    String dump = RealKernel.run("dumpe2fs", "-h", scratch.device().toString());
    assertThat(header.fileSystem().blockBytes()).isEqualTo(blockBytes);
    assertThat(dump).containsPattern("Filesystem UUID: +" + header.fileSystem().uuid());
    assertThat(dump).containsPattern("Block size: +" + blockBytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mount=noatime | ordered",
        "mount=data=writeback | writeback",
        "mount=data=journal | journal",
        "mkfs=-O ^has_journal | none"
      })
  void journalIsToldAsItIsMounted(String options, String mode) throws Exception {
    assertThat(Target.resolve(scratch("," + options).mountPoint()).journal()).isEqualTo(mode);
  }

  @Test
  void hostileDirectoryIsFound() throws Exception {
    Path hostile = Files.createDirectory(scratch("").mountPoint().resolve(HOSTILE));
    assertThat(Target.resolve(hostile).directory()).isEqualTo(hostile);
    assertThat(Target.resolve(hostile).disk().device().kind()).isEqualTo(Kind.LOOP);
  }

  @Test
  void bindMountLeadsToTheSameDisk() throws Exception {
    Scratch scratch = scratch("");
    Path inside = Files.createDirectory(scratch.mountPoint().resolve("inside"));
    Path bind = Files.createDirectory(root.resolve(HOSTILE));
    mounted(bind, "mount", "--bind", inside.toString(), bind.toString());
    Target target = Target.resolve(bind);
    assertThat(target.disk().device().node()).isEqualTo(scratch.device().toString());
    assertThat(target.mount().point()).isEqualTo(bind);
    assertThat(target.mount().root()).isEqualTo("/inside");
  }

  @Test
  void ofMountsOverEachOtherTheVisibleOneCounts() throws Exception {
    Scratch below = scratch("");
    Scratch above = scratch("");
    Path point = below.mountPoint();
    mounted(point, "mount", "--bind", above.mountPoint().toString(), point.toString());
    assertThat(Target.resolve(point).disk().device().node()).isEqualTo(above.device().toString());
  }

  @Test
  void overlayLeadsToItsUpperDirectorysDisk() throws Exception {
    Scratch scratch = scratch("");
    for (String name : new String[] {"lower", "upper", "work"}) {
      Files.createDirectory(scratch.mountPoint().resolve(name));
    }
    Path point = Files.createDirectory(root.resolve("overlay"));
    String base = scratch.mountPoint().toString();
    String options =
        "lowerdir=" + base + "/lower,upperdir=" + base + "/upper,workdir=" + base + "/work";
    mounted(point, "mount", "-toverlay", "-o" + options, "overlay", point.toString());
    Target target = Target.resolve(point);
    assertThat(target.disk().device().node()).isEqualTo(scratch.device().toString());
    assertThat(target.support().notes()).anyMatch(it -> it.contains("an overlay"));
  }

  @Test
  void readOnlyMountIsRefused() throws Exception {
    Scratch scratch = scratch(",mount=ro");
    TargetRefused refused =
        catchThrowableOfType(TargetRefused.class, () -> Target.resolve(scratch.mountPoint()));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.why()).contains("read-only");
  }

  @ParameterizedTest
  @CsvSource({"/dev/shm, memory", "/proc, kernel's state", "/sys/kernel, kernel's state"})
  void placeWithoutADiskIsRefused(Path place, String why) {
    TargetRefused refused = catchThrowableOfType(TargetRefused.class, () -> Target.resolve(place));
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.why()).contains(why);
  }

  @Test
  void partitionsOffsetIsTheOneItWasMadeWith() throws Exception {
    Path image = root.resolve("image");
    RealKernel.run("truncate", "--size=64M", image.toString());
    String disk = RealKernel.run("losetup", "--find", "--show", image.toString());
    String partition = disk + "p1";
    Path point = Files.createDirectory(root.resolve("partition"));
    try {
      RealKernel.run("addpart", disk, "1", "2048", "100000");
      RealKernel.run("mkfs.ext4", "-q", partition);
      RealKernel.run("mount", partition, point.toString());
      Target target = Target.resolve(point);
      assertThat(target.startSector()).isEqualTo(2048);
      assertThat(target.disk().device().node()).isEqualTo(disk);
      assertThat(target.fileSystemDevice()).isNotEqualTo(target.disk().device().number());
    } finally {
      new ProcessBuilder("umount", point.toString()).start().waitFor();
      new ProcessBuilder("delpart", disk, "1").start().waitFor();
      RealKernel.run("losetup", "--detach", disk);
    }
  }

  @Test
  void countersMoveByWhatDdWrites() throws Exception {
    Path mountPoint = scratch("").mountPoint();
    Target target = Target.resolve(mountPoint);
    DeviceCounters before = target.counters();
    String file = "of=" + mountPoint.resolve("f");
    RealKernel.run("dd", "if=/dev/zero", file, "bs=4096", "count=23", "oflag=direct");
    DeviceCounters after = target.counters();
    assertThat(after.writeBytes() - before.writeBytes()).isGreaterThanOrEqualTo(23 * 4096);
    assertThat(after.inFlight()).isZero();
  }

  private Scratch scratch(String options) {
    return Scratch.create(ScratchSpec.parse("ext4,size=64m,dir=" + root + options), run);
  }

  /// Mounts by an outside program, and has the run unmount it.
  private void mounted(Path point, String... command) throws Exception {
    run.make(new Resource.Mount(point), () -> RealKernel.run(command));
  }
}
