package dev.iotrace.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.filesystem.DeviceFacts;
import dev.iotrace.report.JsonDocument;
import dev.iotrace.report.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private static final Schema SCHEMA = Schema.named("iotrace-device-1");

  private static final DeviceFacts KNOWN =
      new DeviceFacts(
          "nvme0n1p2",
          "259:2",
          "partition",
          "",
          1_649_267_441_664L,
          2048,
          List.of("nvme0n1"),
          List.of("/data", "/srv/a \u001b[31m"),
          true,
          "Model X",
          "S/N 7",
          512,
          4096,
          true,
          true,
          false,
          131_072L,
          1_310_720L,
          4L,
          512L,
          16_384L,
          "none",
          "none",
          1023L);

  private static final DeviceFacts UNKNOWN =
      new DeviceFacts(
          "loop7",
          "7:7",
          "loop",
          "/var/tmp/an image",
          512,
          0,
          List.of(),
          List.of(),
          false,
          null,
          null,
          512,
          512,
          false,
          false,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);

  private static final Devices BOTH =
      new Devices(Devices.SCHEMA, "/dev/nvme0n1p2", List.of(KNOWN, UNKNOWN));

  @Test
  void whatIsKnownIsToldAndNothingElse() {
    assertThat(DeviceText.lines(BOTH, 80))
        .containsExactly(
            "nvme0n1p2 (259:2): partition from sector 2048 on nvme0n1",
            "  size         1,649,267,441,664 bytes (1.5 TiB), read-only",
            "  mounted on   /data, /srv/a \\u001b[31m",
            "  model        Model X",
            "  serial       S/N 7",
            "  sectors      512 bytes logical, 4,096 physical",
            "  write cache  volatile; FUA writes past it",
            "  requests     at most 1,310,720 bytes, best 131,072 bytes, 1,023 at once, up to",
            "               16,384 bytes are not torn",
            "  O_DIRECT     length and offset a multiple of 512, address of 4",
            "  discard      in pieces of 512 bytes",
            "  scheduler    none",
            "  medium       not rotational",
            "",
            "loop7 (7:7): loop /var/tmp/an image",
            "  size         512 bytes",
            "  sectors      512 bytes logical, 512 physical",
            "  write cache  none that a power cut empties: flushes do not reach it",
            "  O_DIRECT     length and offset a multiple of 512");
  }

  @Test
  void jsonIsValid() throws IOException {
    StringWriter json = new StringWriter();
    JsonDocument.write(BOTH, json);
    assertThat(SCHEMA.complaints(json.toString())).isEmpty();
    assertThat(SCHEMA.complaints(json.toString().replace("\"loop\"", "\"tape\""))).isNotEmpty();
    assertThat(json.toString()).doesNotContain("\u001b");
  }

  @Test
  void schemaAndRecordsHaveTheSamePropertiesInTheSameOrder() {
    SCHEMA.assertDescribes(Devices.class);
  }
}
