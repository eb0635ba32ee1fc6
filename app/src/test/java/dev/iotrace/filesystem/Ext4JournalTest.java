package dev.iotrace.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ext4JournalTest {
  @TempDir Path temporary;
  private FakeHost host;
  private String options = "rw";
  private String type = "ext4";

  @BeforeEach
  void makeHost() throws IOException {
    host = new FakeHost(temporary);
  }

  @Test
  void defaultModeIsToldByProc() throws IOException {
    host.file("proc/fs/ext4/sda1/options", "rw\nbsddf\ndata=writeback\ncommit=5");
    assertThat(mode()).isEqualTo("writeback");
  }

  @Test
  void mountOptionTellsWhereProcDoesNot() {
    options = "rw,data=journal";
    assertThat(mode()).isEqualTo("journal");
  }

  @Test
  void withoutAnyWordExt4IsOrdered() {
    assertThat(mode()).isEqualTo("ordered");
  }

  @Test
  void withoutAnyWordExt2HasNoJournal() {
    type = "ext2";
    assertThat(mode()).isEqualTo("none");
  }

  @Test
  void kernelWithoutAJournalTaskHasNoJournalThoughTheDeviceIsUnreadable() throws IOException {
    host.file("sys/fs/ext4/sda1/journal_task", "<none>")
        .file("proc/fs/ext4/sda1/options", "rw\nbsddf");
    assertThat(mode()).isEqualTo("none");
  }

  @Test
  void superblockWithoutTheFeatureHasNoJournal() throws IOException {
    host.bytes("dev/sda1", Ext4Image.of(2, 0, 0));
    assertThat(journal()).isEqualTo(new Ext4Journal("none", false));
  }

  @Test
  void externalJournalIsNoticed() throws IOException {
    host.bytes("dev/sda1", Ext4Image.of(2, Ext4Image.HAS_JOURNAL, 0));
    assertThat(journal()).isEqualTo(new Ext4Journal("ordered", true));
  }

  private String mode() {
    return journal().mode();
  }

  private Ext4Journal journal() {
    Mount mount = Mount.parse("1 2 8:1 / /m rw - " + type + " /dev/sda1 " + options);
    Optional<Ext4Superblock> superblock = Ext4Superblock.read(temporary.resolve("dev/sda1"));
    return Ext4Journal.of(host.tree(), "sda1", mount, superblock);
  }
}
