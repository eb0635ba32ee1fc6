package dev.iotrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.iotrace.Ended;
import dev.iotrace.cli.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
  private static final String VERSION_LINE = "iotrace " + Version.current() + "\n";

  @TempDir Path directory;
  private Clone clone;

  @BeforeEach
  void makeClone() throws Exception {
    clone = new Clone(directory);
  }

  @Test
  void firstStartBuildsAndSaysSoOnStderrOnly() throws Exception {
    Ended first = clone.iotrace(Clone.REAL_JAVA, "--version");
    assertThat(first.stdout()).isEqualTo(VERSION_LINE);
    assertThat(first.stderr()).contains("iotrace: building", "Maven speaks");
    assertThat(first.exitCode()).isZero();
    assertThat(clone.root.resolve(".cache/app/iotrace.aot")).exists();
  }

  @Test
  void secondStartRunsNoMavenAndSaysNothing() throws Exception {
    clone.iotrace("--version");
    Ended second = clone.iotrace("--version");
    assertThat(second.stdout()).isEqualTo(Clone.STARTED + "\n");
    assertThat(second.stderr()).isEmpty();
    assertThat(clone.timesBuilt()).isOne();
  }

  @Test
  void changedSourceIsBuiltAgain() throws Exception {
    clone.iotrace("--version");
    Files.writeString(clone.source(), "final class Source { }\n");
    clone.iotrace("--version");
    assertThat(clone.timesBuilt()).isEqualTo(2);
  }

  @Test
  void removedSourceIsBuiltAgain() throws Exception {
    clone.iotrace("--version");
    Files.delete(clone.source());
    clone.iotrace("--version");
    assertThat(clone.timesBuilt()).isEqualTo(2);
  }

  @Test
  void sourceThatChangesDuringTheBuildIsBuiltAgain() throws Exception {
    clone.maven(
        "echo >>'%s'; mkdir -p '%s/app/target/lib'; echo >'%2$s/app/target/iotrace.jar'"
            .formatted(clone.source(), clone.root));
    clone.iotrace();
    clone.iotrace();
    assertThat(clone.timesBuilt()).isEqualTo(2);
  }

  @Test
  void failedBuildIsTriedAgainAtTheNextStart() throws Exception {
    clone.maven("exit 1");
    Ended failed = clone.iotrace("--version");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.stdout()).isEmpty();
    assertThat(failed.stderr()).contains("the build failed");
    clone.iotrace("--version");
    assertThat(clone.timesBuilt()).isEqualTo(2);
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(clone.start(Map.of(), clone.command("iotrace", "--version")));
    }
    for (Process process : processes) {
      assertThat(Ended.of(process).stdout()).isEqualTo(Clone.STARTED + "\n");
    }
    assertThat(clone.timesBuilt()).isOne();
  }

  @Test
  void symlinkFromElsewhereStartsTheSameProgram() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), clone.root.resolve("iotrace"));
    Ended ended = Ended.of(clone.start(Map.of(), link.toString(), "--version"));
    assertThat(ended.stdout()).isEqualTo(Clone.STARTED + "\n");
  }

  @Test
  void argumentsPassThroughExactly() throws Exception {
    String java = clone.javaHome("25.0.1", "for a; do printf '<%s>' \"$a\"; done");
    Ended ended = clone.iotrace(Map.of("JAVA_HOME", java), "a  b", "", "*", "new\nline", "\"'\\$x");
    assertThat(ended.stdout()).endsWith("iotrace.jar><a  b><><*><new\nline><\"'\\$x>");
  }

  @Test
  void whatACommandOfTheUsersInheritsIsToldAsItWas() throws Exception {
    clone.tool("bpftrace", "exit 1");
    String java = clone.javaHome("25.0.1", "env");
    Ended ended = clone.iotrace(Map.of("JAVA_HOME", java, "LC_ALL", "C"), "run", "true");
    assertThat(ended.stdout().lines())
        .contains("IOTRACE_BEFORE_LC_ALL=C", "LC_ALL=C.UTF-8")
        .contains("IOTRACE_BEFORE_PATH=" + directory.resolve("tools"));
  }

  @Test
  void theProgramTakesTheLaunchersPlaceSoThatSignalsReachIt() throws Exception {
    String java = clone.javaHome("25.0.1", "echo $$; exit 42");
    Ended ended = clone.iotrace(Map.of("JAVA_HOME", java));
    assertThat(ended.stdout()).isEqualTo(ended.pid() + "\n");
    assertThat(ended.exitCode()).isEqualTo(42);
  }

  @Test
  void olderJavaIsPassedOver() throws Exception {
    String java = clone.javaHome("17.0.15", "echo old");
    assertThat(clone.iotrace(Map.of("JAVA_HOME", java), "--version").stdout())
        .isEqualTo(VERSION_LINE);
  }

  @Test
  void uselessCacheIsNoNews() throws IOException, InterruptedException {
    clone.iotrace(Clone.REAL_JAVA, "--version");
    Path cache = clone.root.resolve(".cache/app/iotrace.aot");
    byte[] bytes = Files.readAllBytes(cache);
    for (int length : new int[] {0, 100, bytes.length / 2}) {
      Files.write(cache, Arrays.copyOf(bytes, length));
      Ended ended = clone.iotrace(Clone.REAL_JAVA, "--version");
      assertThat(ended.stdout()).isEqualTo(VERSION_LINE);
      assertThat(ended.stderr()).isEmpty();
    }
  }
}
