package dev.iotrace.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
  private static final String TAIL =
      " 1 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 987654 1 2 3 4 5";

  @Test
  void startTimeIsField22WhateverTheCommandIsCalled() {
    assertThat(ProcessIdentity.parse(7, "7 (a) R (b c) S" + TAIL))
        .contains(new ProcessIdentity(7, 987654));
  }

  @Test
  void deadAndNotYetReapedIsNoProcess() {
    assertThat(ProcessIdentity.parse(7, "7 (sh) Z" + TAIL)).isEmpty();
  }

  @Test
  void thisProcessIsAlive() {
    assertThat(ProcessIdentity.self().isAlive()).isTrue();
  }

  @Test
  void otherStartTimeIsAnotherProcess() {
    ProcessIdentity self = ProcessIdentity.self();
    assertThat(new ProcessIdentity(self.pid(), self.startTicks() - 1).isAlive()).isFalse();
  }

  @Test
  void unusedIdIsNoProcess() {
    assertThat(ProcessIdentity.of(Integer.MAX_VALUE)).isEmpty();
  }
}
