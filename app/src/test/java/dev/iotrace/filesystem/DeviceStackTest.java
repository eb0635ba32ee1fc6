package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.DeviceNumber;
import dev.iotrace.filesystem.BlockDevice.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceStackTest {
  @TempDir Path temporary;
  private FakeHost host;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FakeHost(temporary);
  }

  @Test
  void partitionStandsOnItsDiskFromItsFirstSector() throws IOException {
    host.disk("nvme0n1", "259:0").partition("nvme0n1", "nvme0n1p2", "259:2", 1_050_624);
    DeviceStack stack = stack("259:2");
    assertThat(stack.top().kind()).isEqualTo(Kind.PARTITION);
    assertThat(stack.top().startSector()).isEqualTo(1_050_624);
    assertThat(stack.disks()).extracting(BlockDevice::name).containsExactly("nvme0n1");
    assertThat(lines(stack))
        .containsExactly(
            "nvme0n1p2 (259:2): partition from sector 1050624", "nvme0n1 (259:0): disk");
  }

  @Test
  void logicalVolumeOnAPartitionEndsAtTheDisk() throws IOException {
    host.disk("sda", "8:0")
        .partition("sda", "sda3", "8:3", 4096)
        .disk("dm-0", "253:0")
        .file("sys/devices/dm-0/dm/name", "vg-root")
        .slave("dm-0", "sda3");
    DeviceStack stack = stack("253:0");
    assertThat(lines(stack))
        .containsExactly(
            "dm-0 (253:0): device mapper vg-root",
            "sda3 (8:3): partition from sector 4096",
            "sda (8:0): disk");
    assertThat(stack.disks()).extracting(BlockDevice::number).containsExactly(number("8:0"));
  }

  @Test
  void cryptIsKnownByItsUuid() throws IOException {
    host.disk("sda", "8:0")
        .disk("dm-0", "253:0")
        .file("sys/devices/dm-0/dm/name", "secret")
        .file("sys/devices/dm-0/dm/uuid", "CRYPT-LUKS2-0123456789abcdef-secret")
        .slave("dm-0", "sda");
    assertThat(lines(stack("253:0")))
        .containsExactly("dm-0 (253:0): dm-crypt secret", "sda (8:0): disk");
  }

  @Test
  void raidStandsOnAllItsDisksEachOnce() throws IOException {
    host.disk("sda", "8:0")
        .partition("sda", "sda1", "8:1", 2048)
        .partition("sda", "sda2", "8:2", 9999)
        .disk("sdb", "8:16")
        .disk("md0", "9:0")
        .file("sys/devices/md0/md/level", "raid1")
        .file("sys/devices/md0/md/raid_disks", "3")
        .file("sys/devices/md0/md/degraded", "1")
        .slave("md0", "sda1")
        .slave("md0", "sda2")
        .slave("md0", "sdb");
    DeviceStack stack = stack("9:0");
    assertThat(stack.top().describe()).isEqualTo("md0 (9:0): software raid raid1");
    assertThat(stack.top().copies()).isEqualTo(2);
    assertThat(stack.disks()).extracting(BlockDevice::name).containsExactly("sda", "sdb");
  }

  @Test
  void loopIsADiskOfItsOwn() throws IOException {
    host.disk("loop3", "7:3").file("sys/devices/loop3/loop/backing_file", "/var/tmp/a b.img");
    DeviceStack stack = stack("7:3");
    assertThat(stack.disks()).containsExactly(stack.top());
    assertThat(lines(stack)).containsExactly("loop3 (7:3): loop device on file /var/tmp/a b.img");
  }

  @Test
  void exclamationMarkInANameStandsForASlash() throws IOException {
    host.disk("cciss!c0d0", "104:0");
    assertThat(stack("104:0").top().node()).isEqualTo("/dev/cciss/c0d0");
  }

  @Test
  void unknownNumberHasNoStack() {
    assertThat(DeviceStack.of(host.tree(), number("0:42"))).isEmpty();
  }

  @Test
  void queueTellsSectorsCacheAndFua() throws IOException {
    host.disk("sda", "8:0");
    assertThat(DiskQueue.read(host.tree(), "sda")).isEqualTo(new DiskQueue(512, 4096, true, true));
    host.file("sys/devices/sda/queue/write_cache", "write through")
        .file("sys/devices/sda/queue/fua", "0");
    assertThat(DiskQueue.read(host.tree(), "sda"))
        .isEqualTo(new DiskQueue(512, 4096, false, false));
  }

  private DeviceStack stack(String number) {
    return DeviceStack.of(host.tree(), number(number)).orElseThrow();
  }

  private static List<String> lines(DeviceStack stack) {
    return stack.devices().stream().map(BlockDevice::describe).toList();
  }

  private static DeviceNumber number(String text) {
    return DeviceNumber.parse(text);
  }
}
