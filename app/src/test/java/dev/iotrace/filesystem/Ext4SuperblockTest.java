package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ext4SuperblockTest {
  @TempDir Path temporary;

  @Test
  void blockSizeJournalAndUuidAreRead() throws IOException {
    Ext4Superblock superblock = read(Ext4Image.of(2, Ext4Image.HAS_JOURNAL, 8)).orElseThrow();
    assertThat(superblock.uuid()).hasToString(Ext4Image.UUID);
    assertThat(superblock.blockBytes()).isEqualTo(4096);
    assertThat(superblock.hasJournal()).isTrue();
    assertThat(superblock.externalJournal()).isFalse();
  }

  @Test
  void journalWithoutAnInodeIsOnAnotherDevice() throws IOException {
    Ext4Superblock superblock = read(Ext4Image.of(0, Ext4Image.HAS_JOURNAL, 0)).orElseThrow();
    assertThat(superblock.blockBytes()).isEqualTo(1024);
    assertThat(superblock.externalJournal()).isTrue();
  }

  @Test
  void withoutAJournalThereIsNoExternalOne() throws IOException {
    assertThat(read(Ext4Image.of(2, 0, 0)).orElseThrow().externalJournal()).isFalse();
  }

  @Test
  void otherContentIsNoSuperblock() throws IOException {
    assertThat(read(new byte[2048])).isEmpty();
    assertThat(read(new byte[1030])).isEmpty();
    assertThat(read(Ext4Image.of(99, 0, 0))).isEmpty();
    assertThat(Ext4Superblock.read(temporary.resolve("missing"))).isEmpty();
  }

  private Optional<Ext4Superblock> read(byte[] image) throws IOException {
    new FakeHost(temporary).bytes("image", image);
    return Ext4Superblock.read(temporary.resolve("image"));
  }
}
