package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.event.TraceHeader;
import dev.iotrace.probe.ProbeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @TempDir Path temporary;
  private FakeHost host;
  private Path data;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FakeHost(temporary);
    data = Files.createDirectory(temporary.toRealPath().resolve("data"));
    host.disk("sda", "8:0").partition("sda", "sda1", "8:1", 2048);
    host.file("sys/fs/ext4/sda1/journal_task", "77")
        .file("proc/fs/ext4/sda1/options", "data=ordered")
        .bytes("dev/sda1", Ext4Image.of(2, Ext4Image.HAS_JOURNAL, 8));
  }

  @Test
  void partitionWithExt4IsToldInFull() throws IOException {
    mount("8:1", "ext4", "/dev/sda1", "rw,errors=remount-ro");
    Target target = resolve(data);
    assertThat(target.support().causes()).isTrue();
    assertThat(target.support().notes()).isEmpty();
    TraceHeader.Target header = target.toHeader("data");
    assertThat(header.fileSystem().type()).isEqualTo("ext4");
    assertThat(header.fileSystem().uuid()).isEqualTo(Ext4Image.UUID);
    assertThat(header.fileSystem().journal()).isEqualTo("ordered");
    assertThat(header.fileSystem().blockBytes()).isEqualTo(4096);
    assertThat(header.fileSystem().number()).isEqualTo(new DeviceNumber(8, 1));
    assertThat(header.fileSystem().startSector()).isEqualTo(2048);
    assertThat(header.device().name()).isEqualTo("sda");
    assertThat(header.device().number()).isEqualTo(new DeviceNumber(8, 0));
    assertThat(header.device().stack()).hasSize(2);
    assertThat(header.device().fua()).isTrue();
  }

  @Test
  void fileMeansItsDirectory() throws IOException {
    mount("8:1", "ext4", "/dev/sda1", "rw");
    assertThat(resolve(Files.createFile(data.resolve("f"))).directory()).isEqualTo(data);
  }

  @Test
  void linkMeansWhereItLeads() throws IOException {
    mount("8:1", "ext4", "/dev/sda1", "rw");
    Path link = Files.createSymbolicLink(data.resolveSibling("link"), data);
    assertThat(resolve(link).directory()).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext3", "ext2"})
  void olderExtIsServedByTheExt4Driver(String type) throws IOException {
    mount("8:1", type, "/dev/sda1", "rw");
    Target target = resolve(data);
    assertThat(target.support().causes()).isTrue();
    assertThat(target.support().notes())
        .singleElement()
        .asString()
        .contains(type + " is served by the ext4 driver");
  }

  @Test
  void ext2OfItsOwnDriverHasTotalsOnly() throws IOException {
    Files.delete(temporary.resolve("sys/fs/ext4/sda1/journal_task"));
    Files.delete(temporary.resolve("sys/fs/ext4/sda1"));
    mount("8:1", "ext2", "/dev/sda1", "rw");
    assertThat(resolve(data).support().causes()).isFalse();
  }

  @Test
  void xfsThatCannotBeReadHasTotalsOnlyAndSaysSo() throws IOException {
    host.file("dev/disk/by-uuid/unrelated", "").link("dev/disk/by-uuid/1234-abcd", "dev/sda1");
    mount("8:1", "xfs", "/dev/sda1", "rw");
    Target target = resolve(data);
    assertThat(target.support().causes()).isFalse();
    assertThat(target.support().notes())
        .containsExactly(
            "its superblock cannot be read: block totals are right, causes are unknown");
    assertThat(target.uuid()).isEqualTo("1234-abcd");
    assertThat(target.journal()).isEmpty();
  }

  @Test
  void btrfsIsFoundByItsSource() throws IOException {
    host.file("sys/fs/btrfs/0123-ab/devices/sda1", "");
    mount("0:40", "btrfs", "/dev/sda1", "rw,subvol=/");
    Target target = resolve(data);
    assertThat(target.fileSystemDevice()).isEqualTo(new DeviceNumber(8, 1));
    assertThat(target.support().causes()).isTrue();
    assertThat(target.uuid()).isEqualTo("0123-ab");
  }

  @Test
  void btrfsWithoutAnIdInSysfsHasTotalsOnly() throws IOException {
    mount("0:40", "btrfs", "/dev/sda1", "rw,subvol=/");
    assertThat(resolve(data).support().causes()).isFalse();
  }

  @Test
  void btrfsIdIsFourNumbersForTheProbes() throws IOException {
    String id = "2c5ae1e7-0e67-4a75-926a-75618e46dbcf";
    host.file("sys/fs/btrfs/" + id + "/devices/sda1", "");
    mount("0:40", "btrfs", "/dev/sda1", "rw");
    assertThat(resolve(data).tracepointId())
        .containsExactly(0x2c5ae1e7L, 0x0e674a75L, 0x926a7561L, 0x8e46dbcfL);
  }

  @Test
  void btrfsOverSeveralDisksIsCountedOnAllOfThem() throws IOException {
    host.disk("sdb", "8:16")
        .file("sys/fs/btrfs/u/devices/sda1", "")
        .file("sys/fs/btrfs/u/devices/sdb", "");
    mount("0:40", "btrfs", "/dev/sda1", "rw");
    Target target = resolve(data);
    assertThat(target.diskNumbers())
        .containsExactly(new DeviceNumber(8, 0), new DeviceNumber(8, 16));
    assertThat(target.support().causes()).isTrue();
    assertThat(target.toHeader("/").device().layers())
        .extracting(TraceHeader.Layer::name)
        .containsExactly("sda1", "sda", "sdb");
  }

  @Test
  void btrfsThatStripesHasTotalsOnlyAndSaysSo() throws IOException {
    host.file("sys/fs/btrfs/u/devices/sda1", "")
        .file("sys/fs/btrfs/u/allocation/data/raid0/total_bytes", "1");
    mount("0:40", "btrfs", "/dev/sda1", "rw");
    Target target = resolve(data);
    assertThat(target.support().causes()).isFalse();
    assertThat(target.support().notes()).singleElement().asString().contains("raid0");
  }

  @Test
  void raidIsCountedOnAllItsDisks() throws IOException {
    host.disk("sdb", "8:16").disk("md0", "9:0").slave("md0", "sda").slave("md0", "sdb");
    mount("9:0", "ext4", "/dev/md0", "rw");
    Target target = resolve(data);
    assertThat(target.diskNumbers())
        .containsExactly(new DeviceNumber(8, 0), new DeviceNumber(8, 16));
    assertThat(target.layerNumbers()).containsExactly(new DeviceNumber(9, 0));
    assertThat(target.toHeader("/").device().layers())
        .extracting(TraceHeader.Layer::name)
        .containsExactly("md0", "sda", "sdb");
  }

  @Test
  void cryptHasCausesOnlyWhereTheKernelTellsWhereItsBiosGo() throws IOException {
    host.disk("dm-0", "253:0")
        .file("sys/devices/dm-0/dm/uuid", "CRYPT-LUKS2-0123456789abcdef-secret")
        .slave("dm-0", "sda")
        .file("sys/fs/ext4/dm-0/journal_task", "77")
        .file("proc/kallsyms", "0 t dm_submit_bio\t[dm_mod]\n");
    mount("253:0", "ext4", "/dev/dm-0", "rw");
    assertThat(resolve(data).support().causes()).isFalse();
    assertThat(resolve(data).support().notes()).singleElement().asString().contains("dm-crypt");

    Files.writeString(temporary.resolve("proc/kallsyms"), "0 T dm_submit_bio_remap\t[dm_mod]\n");
    assertThat(resolve(data).support().causes()).isTrue();
  }

  @Test
  void moreDisksThanTheProbesHaveParametersForAreRefused() throws IOException {
    host.disk("md0", "9:0").slave("md0", "sda");
    for (int i = 1; i <= ProbeParameters.MOST_DISKS; i++) {
      host.disk("sdx" + i, "65:" + i).slave("md0", "sdx" + i);
    }
    mount("9:0", "ext4", "/dev/md0", "rw");
    assertThat(refusal(data).why()).contains("too many devices below md0: md0, sda, sdx1");
  }

  @Test
  void overlayGoesToItsUpperDirectory() throws IOException {
    Path upper = Files.createDirectory(data.resolveSibling("upper"));
    host.mounts(
        "1 0 0:50 / " + data + " rw - overlay overlay rw,lowerdir=/l,upperdir=" + upper,
        "2 0 8:1 / " + upper + " rw - ext4 /dev/sda1 rw");
    Target target = resolve(data);
    assertThat(target.directory()).isEqualTo(data);
    assertThat(target.mount().type()).isEqualTo("ext4");
    assertThat(target.support().notes())
        .containsExactly("an overlay: its bytes go to " + upper + " on ext4");
  }

  @Test
  void overlayWithoutAVisibleUpperDirectoryIsRefused() throws IOException {
    mount("0:50", "overlay", "overlay", "rw,lowerdir=/l,upperdir=/nowhere/at/all");
    assertThat(refusal(data).why()).contains("/nowhere/at/all cannot be seen from here");
    mount("0:50", "overlay", "overlay", "rw,lowerdir=/l");
    assertThat(refusal(data).why()).contains("no upper directory");
  }

  @ParameterizedTest
  @CsvSource({
    "tmpfs, keeps files in memory",
    "ramfs, keeps files in memory",
    "proc, the kernel's state",
    "nfs4, hands files to a server",
    "fuse.sshfs, hands files to a server",
    "zfs, no block device of its own"
  })
  void fileSystemWithoutABlockDeviceIsRefused(String type, String why) throws IOException {
    mount("0:33", type, "none", "rw");
    TargetRefused refused = refusal(data);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.why()).contains(why);
    assertThat(refused.mend()).contains("--target");
  }

  @Test
  void loopIsNamedAsOne() throws IOException {
    host.disk("loop0", "7:0")
        .file("sys/devices/loop0/loop/backing_file", "/img")
        .file("sys/fs/ext4/loop0/journal_task", "9");
    mount("7:0", "ext4", "/dev/loop0", "rw");
    assertThat(resolve(data).support().notes())
        .singleElement()
        .asString()
        .contains("loop0 is a loop device", "/img");
  }

  @Test
  void readOnlyMountIsRefused() throws IOException {
    mount("8:1", "ext4", "/dev/sda1", "ro");
    TargetRefused refused = refusal(data);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.getMessage()).contains("read-only", "mount -o remount,rw " + data);
  }

  @Test
  void missingTargetIsAUsersError() {
    TargetRefused refused = refusal(data.resolve("no\nwhere"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.why()).isEqualTo("it does not exist");
  }

  @Test
  void deviceFileIsNoTarget() {
    assertThat(refusal(Path.of("/dev/null")).exitCode()).isEqualTo(2);
  }

  @Test
  void fileInsteadOfADirectoryOnTheWayIsAUsersError() throws IOException {
    Path below = Files.createFile(data.resolve("f")).resolve("g");
    assertThat(refusal(below).exitCode()).isEqualTo(2);
  }

  private void mount(String number, String type, String source, String options) throws IOException {
    host.mounts("1 0 " + number + " / " + data + " rw - " + type + " " + source + " " + options);
  }

  private Target resolve(Path path) {
    return new TargetResolver(host.tree(), this::place).resolve(path);
  }

  private TargetRefused refusal(Path path) {
    return catchThrowableOfType(TargetRefused.class, () -> resolve(path));
  }

  /// Without statx, by the names in the fake mount table.
  private Place place(Path path) {
    Mount mount = MountTable.read(host.tree()).covering(path).orElseThrow();
    return new Place(mount.id(), mount.device(), 4096);
  }
}
