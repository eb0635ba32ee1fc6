package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.DeviceNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceFactsTest {
  private static final String SDA = "sys/devices/sda/";

  @TempDir Path temporary = Path.of("");
  private FakeHost host;

  @BeforeEach
  void makeHost() throws IOException {
    host =
        new FakeHost(temporary)
            .disk("sda", "8:0")
            .partition("sda", "sda3", "8:3", 4096)
            .mounts("36 1 8:3 / /data rw,relatime shared:1 - ext4 /dev/sda3 rw");
  }

  @Test
  void partitionHasTheQueueOfItsDisk() throws IOException {
    host.file(SDA + "queue/scheduler", "none [mq-deadline] kyber")
        .file(SDA + "queue/dma_alignment", "511")
        .file(SDA + "queue/max_sectors_kb", "1280")
        .file(SDA + "queue/rotational", "0")
        .file(SDA + "device/model", "QEMU HARDDISK   ");
    DeviceFacts facts = facts("8:3");
    assertThat(facts.name()).isEqualTo("sda3");
    assertThat(facts.kind()).isEqualTo("partition");
    assertThat(facts.bytes()).isEqualTo(512_000_000);
    assertThat(facts.startSector()).isEqualTo(4096);
    assertThat(facts.below()).containsExactly("sda");
    assertThat(facts.mountedOn()).containsExactly("/data");
    assertThat(facts.model()).isEqualTo("QEMU HARDDISK");
    assertThat(facts.scheduler()).isEqualTo("mq-deadline");
    assertThat(facts.dmaAlignmentBytes()).isEqualTo(512);
    assertThat(facts.mostRequestBytes()).isEqualTo(1_310_720);
    assertThat(facts.rotational()).isFalse();
    assertThat(facts.physicalSectorBytes()).isEqualTo(4096);
    assertThat(facts.writeCache()).isTrue();
    assertThat(facts.fua()).isTrue();
  }

  @Test
  void whatTheKernelDoesNotTellIsUnknown() {
    DeviceFacts facts = facts("8:0");
    assertThat(facts.mountedOn()).isEmpty();
    assertThat(facts.model()).isNull();
    assertThat(facts.serial()).isNull();
    assertThat(facts.rotational()).isNull();
    assertThat(facts.dmaAlignmentBytes()).isNull();
    assertThat(facts.discardBytes()).isNull();
    assertThat(facts.atomicWriteBytes()).isNull();
    assertThat(facts.scheduler()).isNull();
  }

  @Test
  void granularityWithoutDiscardIsNone() throws IOException {
    host.file(SDA + "queue/discard_granularity", "4096").file(SDA + "queue/discard_max_bytes", "0");
    assertThat(facts("8:0").discardBytes()).isZero();
    host.file(SDA + "queue/discard_max_bytes", "1073741824");
    assertThat(facts("8:0").discardBytes()).isEqualTo(4096);
  }

  @Test
  void serialNumberIsWhereTheDriverKeepsIt() throws IOException {
    host.file("run/udev/data/b8:0", "S:disk/by-id/x\nE:ID_SERIAL=Q_H_77\nE:ID_SERIAL_SHORT=77");
    assertThat(facts("8:3").serial()).isEqualTo("77");
    host.bytes(
        SDA + "device/vpd_pg80", "\0\u0080\0\u0008  SN-0042".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(facts("8:3").serial()).isEqualTo("SN-0042");
    host.file(SDA + "serial", "virtio 1");
    assertThat(facts("8:3").serial()).isEqualTo("virtio 1");
  }

  private DeviceFacts facts(String number) {
    DeviceStack stack = DeviceStack.of(host.tree(), DeviceNumber.parse(number)).orElseThrow();
    return DeviceFacts.of(host.tree(), stack.top(), MountTable.read(host.tree()));
  }
}
