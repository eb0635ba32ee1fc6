package dev.iotrace.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScratchTypeTest {
  @Test
  void ext4LeavesNothingForLater() {
    assertThat(ScratchType.EXT4.arguments(List.of("-m", "0")))
        .containsExactly("-q", "-m", "0", "-E", "lazy_itable_init=0,lazy_journal_init=0");
  }

  @Test
  void usersExtendedOptionsJoinOurs() {
    assertThat(
            ScratchType.EXT4.arguments(List.of("-E", "stride=4", "-b", "4096", "-E", "nodiscard")))
        .containsExactly(
            "-q", "-b", "4096", "-E", "lazy_itable_init=0,lazy_journal_init=0,stride=4,nodiscard");
  }

  @Test
  void othersTakeTheUsersArgumentsAsTheyAre() {
    assertThat(ScratchType.XFS.arguments(List.of("-E", "x"))).containsExactly("-q", "-E", "x");
    assertThat(ScratchType.BTRFS.program()).isEqualTo("mkfs.btrfs");
  }
}
