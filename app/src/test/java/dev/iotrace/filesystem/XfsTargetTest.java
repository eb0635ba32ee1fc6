package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.event.DeviceNumber;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of which XFS the causes are known. The offsets are those of `struct xfs_dsb`.
class XfsTargetTest {
  private static final int REALTIME_BLOCKS = 16;
  private static final int LOG_START = 48;
  private static final DeviceNumber SDA = new DeviceNumber(8, 0);

  @TempDir Path temporary;
  private final ByteBuffer superblock = ByteBuffer.allocate(512);
  private FakeHost host;
  private Path data;

  @BeforeEach
  void plainOne() throws IOException {
    host = new FakeHost(temporary).disk("sda", "8:0");
    data = Files.createDirectory(temporary.toRealPath().resolve("data"));
    superblock.putInt(0, 0x58465342).putInt(4, 4096).putInt(84, 65_536);
    superblock.put(123, (byte) 3).put(124, (byte) 16);
    superblock.putLong(LOG_START, 131_078).putInt(96, 16_384);
  }

  @Test
  void plainOneHasCauses() throws IOException {
    assertThat(notes("rw,attr2,inode64,logbufs=8,noquota")).isEmpty();
  }

  /// As `xfs_fs_show_options` (fs/xfs/xfs_super.c) calls them, with limits and without.
  @ParameterizedTest
  @ValueSource(
      strings = {"usrquota", "grpquota", "prjquota", "uqnoenforce", "gqnoenforce", "pqnoenforce"})
  void quotasAreNotFollowed(String option) throws IOException {
    assertThat(notes("rw,inode64," + option)).singleElement().asString().contains("quotas");
  }

  @Test
  void logOnAnotherDeviceIsNotCounted() throws IOException {
    superblock.putLong(LOG_START, 0);
    assertThat(notes("rw,noquota")).singleElement().asString().contains("its log");
  }

  @Test
  void realtimeDeviceIsNotCounted() throws IOException {
    superblock.putLong(REALTIME_BLOCKS, 1000);
    assertThat(notes("rw,noquota")).singleElement().asString().contains("realtime device");
  }

  /// Why there are no causes, empty when there are.
  private List<String> notes(String options) throws IOException {
    host.bytes("dev/sda", superblock.array());
    host.mounts("1 0 8:0 / " + data + " rw - xfs /dev/sda " + options);
    Target target = new TargetResolver(host.tree(), _ -> new Place(1, SDA, 4096)).resolve(data);
    assertThat(target.support().causes()).isEqualTo(target.support().notes().isEmpty());
    return target.support().notes();
  }
}
