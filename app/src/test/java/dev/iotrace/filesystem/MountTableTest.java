package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.iotrace.event.DeviceNumber;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTableTest {
  private static final String ROOT = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n";

  @Test
  void everyFieldIsRead() {
    Mount mount =
        Mount.parse(
            "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 propagate_from:2 - ext3 /dev/root"
                + " rw,errors=continue");
    assertThat(mount.id()).isEqualTo(36);
    assertThat(mount.device()).isEqualTo(new DeviceNumber(98, 0));
    assertThat(mount.root()).isEqualTo("/mnt1");
    assertThat(mount.point()).isEqualTo(Path.of("/mnt2"));
    assertThat(mount.options()).containsExactly("rw", "noatime");
    assertThat(mount.type()).isEqualTo("ext3");
    assertThat(mount.source()).isEqualTo("/dev/root");
    assertThat(mount.superOption("errors")).contains("continue");
    assertThat(mount.superOption("data")).isEmpty();
    assertThat(mount.allOptions()).containsExactly("rw", "noatime", "errors=continue");
  }

  @Test
  void optionalFieldsMayBeAbsent() {
    assertThat(MountTable.parse(ROOT).mounts())
        .singleElement()
        .satisfies(it -> assertThat(it.type()).isEqualTo("ext4"));
  }

  @Test
  void sourceMayBeEmpty() {
    assertThat(Mount.parse("1 2 0:5 / /x rw - tmpfs  rw").source()).isEmpty();
  }

  @Test
  void hostileMountPointsAreDecoded() {
    Mount mount =
        Mount.parse(
            "1 2 7:0 / /a\\040b\\011c\\012d\\134e\"'\\043é\uD83D\uDE00\r rw - ext4 /dev/loop0 rw");
    assertThat(mount.point()).isEqualTo(Path.of("/a b\tc\nd\\e\"'#é\uD83D\uDE00\r"));
  }

  @Test
  void carriageReturnInANameEndsNoLine() {
    String line = "1 2 7:0 / /a\rb rw - ext4 /dev/loop0 rw\n";
    assertThat(MountTable.parse(line + ROOT).mounts()).hasSize(2);
  }

  @Test
  void backslashThatIsNoEscapeStays() {
    assertThat(Mount.unescape("\\4 \\999 \\04")).isEqualTo("\\4 \\999 \\04");
  }

  @Test
  void commaInAnOverlaysDirectoryIsDecoded() {
    Mount mount = Mount.parse("1 2 0:9 / /m rw - overlay overlay rw,upperdir=/u\\054p,workdir=/w");
    assertThat(mount.superOption("upperdir")).contains("/u,p");
  }

  @Test
  void otherTextIsRefused() {
    for (String line :
        new String[] {"", "1 2 3", "1 2 7:0 / /m rw ext4 /dev/a rw", "a b c d e f - g h i"}) {
      assertThatThrownBy(() -> Mount.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void readOnlyIsTheMountsOrTheFileSystems() {
    assertThat(Mount.parse("1 2 7:0 / /m ro,noatime - ext4 /dev/a rw").readOnly()).isTrue();
    assertThat(Mount.parse("1 2 7:0 / /m rw - ext4 /dev/a ro").readOnly()).isTrue();
    assertThat(Mount.parse("1 2 7:0 / /m rw - ext4 /dev/a rw,errors=remount-ro").readOnly())
        .isFalse();
  }

  @Test
  void deepestMountCoversAndTheLastOfThoseOverEachOther() {
    MountTable table =
        MountTable.parse(
            ROOT
                + "30 27 8:1 / /data rw - ext4 /dev/sda1 rw\n"
                + "31 30 8:2 / /data rw - xfs /dev/sda2 rw\n"
                + "32 31 8:3 / /data/deep rw - ext4 /dev/sda3 rw\n"
                + "33 27 254:0 /srv /bind rw - ext4 /dev/vda rw\n");
    assertThat(covering(table, "/data")).isEqualTo(31);
    assertThat(covering(table, "/data/x")).isEqualTo(31);
    assertThat(covering(table, "/data/deep/x")).isEqualTo(32);
    assertThat(covering(table, "/database")).isEqualTo(27);
    assertThat(covering(table, "/bind/x")).isEqualTo(33);
    assertThat(table.byId(30)).isPresent();
    assertThat(table.byId(99)).isEmpty();
  }

  private static int covering(MountTable table, String path) {
    return table.covering(Path.of(path)).orElseThrow().id();
  }
}
