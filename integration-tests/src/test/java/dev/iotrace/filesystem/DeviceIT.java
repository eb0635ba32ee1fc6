package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.RealKernel;
import dev.iotrace.device.Devices;
import dev.iotrace.event.DeviceNumber;
import dev.iotrace.report.JsonDocument;
import dev.iotrace.syscall.Stat;
import dev.iotrace.syscall.Statx;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What `iotrace device` says of every disk of this machine. Oracle: lsblk of util-linux. No root
/// is needed.
class DeviceIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Other tests make and remove loop devices meanwhile.
  private static final String LOOP = "7";

  private static final String COLUMNS = "NAME,MAJ:MIN,SIZE,RO,LOG-SEC,PHY-SEC,ROTA,SCHED,RQ-SIZE";

  @Test
  void everyDiskIsWhatLsblkSays() throws Exception {
    JsonNode disks =
        JSON.readTree(
            RealKernel.run("lsblk", "--json", "--bytes", "--nodeps", "-e", LOOP, "-o", COLUMNS));
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    for (JsonNode disk : disks.get("blockdevices")) {
      theirs.add(
          line(disk, "name", "maj:min", "size", "ro", "log-sec", "phy-sec", "rota", "sched")
              + ' '
              + disk.get("rq-size").asString());
      String node = "/dev/" + disk.get("name").asString();
      JsonNode told = JSON.readTree(json(Path.of(node))).get("devices").get(0);
      ours.add(
          line(
                  told,
                  "name",
                  "number",
                  "bytes",
                  "read_only",
                  "logical_sector_bytes",
                  "physical_sector_bytes",
                  "rotational",
                  "scheduler")
              + ' '
              + told.get("queue_requests").asString());
    }
    assertThat(theirs).isNotEmpty();
    assertThat(ours).isEqualTo(theirs);
  }

  private static String json(Path node) throws Exception {
    Statx stat = Stat.of(node);
    DeviceNumber number = new DeviceNumber(stat.ownMajor(), stat.ownMinor());
    StringWriter json = new StringWriter();
    JsonDocument.write(Devices.of(HostTree.LIVE, node.toString(), number), json);
    return json.toString();
  }

  private static String line(JsonNode from, String... names) {
    List<String> values = new ArrayList<>();
    for (String name : names) {
      values.add(from.get(name).asString().toLowerCase(Locale.ROOT));
    }
    return String.join(" ", values);
  }
}
