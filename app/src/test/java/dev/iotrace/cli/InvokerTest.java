package dev.iotrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InvokerTest {
  @Test
  void whatTheLauncherSetIsAsItWas() {
    Map<String, String> ours =
        Map.of(
            "PATH", "/bin:/sbin",
            "LC_ALL", "C.UTF-8",
            "IOTRACE_BEFORE_PATH", "/bin",
            "IOTRACE_BEFORE_LC_ALL", "");
    assertThat(new Invoker("", "").environment(ours))
        .isEqualTo(
            Map.of(
                "PATH", "/bin",
                "LC_ALL", "",
                "IOTRACE_BEFORE_PATH", "",
                "IOTRACE_BEFORE_LC_ALL", ""));
  }

  @Test
  void withoutALauncherNothingChanges() {
    assertThat(new Invoker("", "").environment(Map.of("PATH", "/bin"))).isEmpty();
  }

  @Test
  void userWhoCalledSudoHasTheirOwnNames() {
    Invoker root = Invoker.of(Map.of("SUDO_UID", "0", "SUDO_GID", "0"));
    assertThat(root.environment(Map.of())).containsEntry("USER", "root").containsKey("HOME");
  }
}
