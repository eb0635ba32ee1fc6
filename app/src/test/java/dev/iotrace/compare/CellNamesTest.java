package dev.iotrace.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellNamesTest {
  private static final List<String> DIRECT = List.of("direct", "dsync");

  @Test
  void whatVariesIsNamed() {
    assertThat(names(scratch("ext4", "none"), scratch("xfs", "none")))
        .containsExactly("ext4", "xfs");
    assertThat(names(scratch("ext4", "none"), scratch("ext4", "fsync")))
        .containsExactly("no sync", "fsync");
    assertThat(names(scratch("ext4", "none"), scratch("xfs", "fsync", DIRECT)))
        .containsExactly("ext4, no sync", "xfs, fsync, direct+dsync");
    assertThat(names(scratch("ext4", "none"), scratch("ext4", "none", DIRECT)))
        .containsExactly("no open flags", "direct+dsync");
  }

  @Test
  void oneCellIsNamedByItsPlace() {
    assertThat(names(scratch("ext4", "fsync"))).containsExactly("ext4");
    assertThat(names(new Setting(null, "/data", "fsync", List.of()))).containsExactly("/data");
  }

  private static List<String> names(Setting... all) {
    return CellNames.of(List.of(all));
  }

  private static Setting scratch(String scratch, String sync) {
    return scratch(scratch, sync, List.of());
  }

  private static Setting scratch(String scratch, String sync, List<String> flags) {
    return new Setting(scratch, null, sync, flags);
  }
}
